"""LibreOffice opens what is written and turns it into pages."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from bench.cases import EVERYTHING, HARD, PLAIN, case

from tests.weave.pipeline import weave_of


@pytest.mark.needs_libreoffice
def test_libreoffice_turns_every_output_into_a_pdf(tmp_path: Path) -> None:
    names = []
    for seed, level in enumerate((PLAIN, HARD, EVERYTHING, EVERYTHING, EVERYTHING)):
        made = case(seed, level, paragraphs=30, returns=4, edits=15)
        woven = weave_of(made.draft, [(one.label, one.data) for one in made.copies])
        names.append(f"sortie{seed}")
        (tmp_path / f"sortie{seed}.docx").write_bytes(woven.docx)
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    files = [str(tmp_path / f"{name}.docx") for name in names]
    subprocess.run(
        [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            *files,
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    for name in names:
        assert (tmp_path / f"{name}.pdf").read_bytes().startswith(b"%PDF")
