"""What the tests share: where the real files are, and what to do where something is missing."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Generator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
SAMPLES = ROOT / "samples"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
HAS_SPARK = importlib.util.find_spec("pyspark") is not None and shutil.which("java") is not None
ORACLES = ROOT / "build" / "oracles"
"""Where `make oracles` puts the environments of the peers, one a folder."""
REQUIRED = os.environ.get("TOGUNA_REQUIRE") == "all"
"""Set in CI: what is missing there makes a test fail, not skip."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    missing = {
        "needs_libreoffice": None if shutil.which("soffice") else "LibreOffice is not installed",
        "needs_spark": None if HAS_SPARK else "pyspark or Java is not installed",
        "needs_chromium": None if CHROMIUM else "Chromium is not installed",
        "needs_oracles": None if ORACLES.is_dir() else "the peers are not there: make oracles",
        "needs_corpus": None if CORPUS.is_dir() else "../shared/corpus is not there",
    }
    for item in items:
        for name, reason in missing.items():
            if reason and item.get_closest_marker(name) and not REQUIRED:
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where everything must exist, a test that skips itself has failed."""
    report = yield
    if REQUIRED and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped where nothing may be: {report.longrepr}"
    return report
