"""`python -m toguna.cli.demo OUT`: the sample dossier and the sample deliberation, to the end."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from toguna.cli import consolidate, decide, deliberate
from toguna.cli.language import chosen_language
from toguna.consultation.decisions.files import DECISIONS
from toguna.consultation.options import DraftChanges
from toguna.messages import say, translation

SAMPLES = Path(__file__).parents[3] / "samples"
DOSSIER = SAMPLES / "dossier"
DATE = "2025-07-03"
SERVE = ".venv/bin/toguna serve --demo"


def demo(output: Path) -> int:
    """Consolidate the sample dossier into `output`, write what its answers come to, deliberate.

    Its damaged file is there on purpose. Answers of an earlier demonstration are forgotten.
    """
    translate = translation(chosen_language())
    returns = consolidate.Arguments(
        DOSSIER / "avant-projet.docx",
        [DOSSIER / "retours"],
        output,
        DOSSIER / "contributeurs.csv",
        [],
        sorted((DOSSIER / "version-2024").glob("*.docx")),
        DraftChanges.KEEP,
        DATE,
    )
    status = consolidate.run_consolidation(returns, translate, allow_unread=True)
    if status:
        return status
    (output / DECISIONS).unlink(missing_ok=True)
    answers = decide.Arguments(folder=output, matrix=DOSSIER / "suites.csv", date=DATE)
    status = decide.run_decision(answers, translate)
    if status:
        return status
    question = deliberate.Wanted(
        file=SAMPLES / "deliberation" / "ancrage.xlsx",
        output=output / "ancrage",
        agencies=SAMPLES / "agences",
    )
    status = deliberate.run_deliberation(question, translate)
    offered = say("Le même dossier dans un navigateur : {command}", command=SERVE)
    click.echo(offered.render(translate))
    return status


if __name__ == "__main__":
    sys.exit(demo(Path(sys.argv[1] if len(sys.argv) > 1 else "demo")))
