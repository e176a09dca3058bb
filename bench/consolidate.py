"""Consolidation: speed, memory, and how many copies can be had back word for word.

`python -m bench.consolidate` makes a draft of 480 paragraphs and 8 returns of 40 edits each, and
consolidates them with the program, with docx-scalpel (StackAll) where it is installed, and with
nothing at all (every XML part parsed and written again). Then 30 returns over 300 pages.
"""

from __future__ import annotations

import importlib.util
import io
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from time import perf_counter

from lxml import etree

from bench.cases import HARD, PLAIN, Case, case
from bench.opinion import everybody, nobody, only, seen
from bench.report import Figure, print_report
from toguna.consultation.consolidate import Request, Source, consolidate
from toguna.consultation.model import Contributor, Received

ROUNDS = 9
Way = Callable[[Case], bytes | None]
"""A way to make one document of a case."""


def main() -> None:
    """Measure everything and print it."""
    plain = case(8, PLAIN, paragraphs=480, returns=8, edits=40)
    hard = case(9, HARD, paragraphs=480, returns=8, edits=40)
    ways: dict[str, Way] = {"floor": floor, "ours": ours}
    if importlib.util.find_spec("docx_scalpel") is not None:
        ways["peer"] = peer
    times = measure(ways, plain)
    had_back = {name: copies_had_back(plain, ways[name](plain)) for name in list(ways)[1:]}
    hard_had_back = copies_had_back(hard, ours(hard))
    peak = peak_mb(case(10, HARD, paragraphs=3000, returns=30, edits=40, words=36))
    figures: dict[str, Figure] = {
        "ratio_to_peer": None if "peer" not in times else round(times["peer"] / times["ours"], 1),
        "ratio_to_floor": round(times["ours"] / times["floor"], 1),
        "seconds": round(times["ours"], 3),
        "copies": len(plain.copies),
        "copies_had_back": had_back["ours"],
        "peer_copies_had_back": had_back.get("peer"),
        "hard_copies": len(hard.copies),
        "hard_copies_had_back": hard_had_back,
        "peak_mb": round(peak),
    }
    print_report("Consolidation", lines(times, figures), figures)


def lines(times: Mapping[str, float], figures: Mapping[str, Figure]) -> dict[str, str]:
    """Say the figures in words."""
    said = {
        "8 returns over 480 paragraphs": f"{times['ours']:.3f} s",
        "parsing and writing the same files": f"{times['floor']:.3f} s "
        f"(ratio {figures['ratio_to_floor']}, aim: at most 8)",
        "copies had back word for word": f"{figures['copies_had_back']} of {figures['copies']}",
        "the same with paragraphs and rows": f"{figures['hard_copies_had_back']} "
        f"of {figures['hard_copies']}",
        "30 returns over 300 pages": f"{figures['peak_mb']} MB (aim: under 500)",
        "docx-scalpel": "not installed, so not measured (requirements/bench.txt has it)",
    }
    if "peer" in times:
        said["docx-scalpel"] = (
            f"{times['peer']:.3f} s (ratio {figures['ratio_to_peer']}, aim: at least 10), "
            f"{figures['peer_copies_had_back']} of {figures['copies']} copies had back"
        )
    return said


def measure(ways: Mapping[str, Way], work: Case) -> dict[str, float]:
    """Give the median time of each way, one after the other in each of several rounds."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    for way in ways.values():
        way(work)  # starts what has to start
    for _ in range(ROUNDS):
        for name, way in ways.items():
            start = perf_counter()
            way(work)
            times[name].append(perf_counter() - start)
    return {name: median(found) for name, found in times.items()}


# The ways


def ours(work: Case) -> bytes:
    """Consolidate as the command line does: observations, groups, conflicts and the document."""
    returns = [
        Received(f"{copy.label}.docx", copy.data, Contributor(copy.label, copy.label))
        for copy in work.copies
    ]
    return consolidate(Request(Source("draft.docx", work.draft), returns)).docx


def peer(work: Case) -> bytes | None:
    """Consolidate with docx-scalpel; None where it gives up."""
    import docx_scalpel as scalpel

    reviewers = [scalpel.DocxDiffReviewer(copy.data, copy.label) for copy in work.copies]
    settings = scalpel.DocxDiffConsolidateSettings(
        conflict_resolution=scalpel.ConflictResolution.STACK_ALL
    )
    try:
        made: bytes = scalpel.docx_diff_consolidate(work.draft, reviewers, settings)
    except scalpel.DocxScalpelError:
        return None
    return made


def floor(work: Case) -> bytes:
    """Parse every XML part of every file, write it again and pack it: no less can be done."""
    packed = b""
    for data in (work.draft, *(copy.data for copy in work.copies)):
        buffer = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(data)) as source,
            zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
        ):
            for name in source.namelist():
                root = etree.fromstring(source.read(name))
                target.writestr(name, etree.tostring(root, encoding="UTF-8", standalone=True))
        packed = buffer.getvalue()
    return packed


# What they are worth


def copies_had_back(work: Case, made: bytes | None) -> int:
    """Count the copies that accepting one contributor's changes gives back word for word.

    None counts where rejecting all changes does not give the draft. The text is read by a
    reader that shares nothing with the program (`bench.opinion`).
    """
    if made is None or seen(made, nobody) != seen(work.draft, nobody):
        return 0
    return sum(seen(made, only(copy.label)) == seen(copy.data, everybody) for copy in work.copies)


def peak_mb(work: Case) -> float:
    """Consolidate in a process of its own and give the most memory that it held."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "draft.docx").write_bytes(work.draft)
        for copy in work.copies:
            (Path(folder) / f"{copy.label}.docx").write_bytes(copy.data)
        ran = subprocess.run(
            [sys.executable, "-m", "bench.peak", folder], check=True, capture_output=True, text=True
        )
    return float(ran.stdout)


if __name__ == "__main__":
    main()
