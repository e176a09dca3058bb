"""`python -m toguna.cli.demo OUT`: consolidates the sample dossier, as `make demo` does."""

from __future__ import annotations

import sys
from pathlib import Path

from toguna.cli.consolidate import Arguments, run_consolidation
from toguna.cli.language import chosen_language
from toguna.consultation.options import DraftChanges
from toguna.messages import translation

SAMPLES = Path(__file__).parents[3] / "samples" / "dossier"
DATE = "2025-07-03"


def demo(output: Path) -> int:
    """Consolidate the sample dossier into `output`; its damaged file is there on purpose."""
    arguments = Arguments(
        SAMPLES / "avant-projet.docx",
        [SAMPLES / "retours"],
        output,
        SAMPLES / "contributeurs.csv",
        [],
        sorted((SAMPLES / "version-2024").glob("*.docx")),
        DraftChanges.KEEP,
        DATE,
    )
    return run_consolidation(arguments, translation(chosen_language()), allow_unread=True)


if __name__ == "__main__":
    sys.exit(demo(Path(sys.argv[1] if len(sys.argv) > 1 else "demo")))
