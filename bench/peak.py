"""The most memory that consolidating a folder takes: `python -m bench.peak FOLDER`, in MB."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

from bench.cases import Case, Copy
from bench.consolidate import ours


def main(folder: Path) -> None:
    """Consolidate the folder's copies of its `draft.docx` and print the peak."""
    files = sorted(path for path in folder.glob("*.docx") if path.stem != "draft")
    copies = tuple(Copy(path.stem, path.read_bytes()) for path in files)
    ours(Case((folder / "draft.docx").read_bytes(), copies))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(peak / (1 << 20 if sys.platform == "darwin" else 1 << 10))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
