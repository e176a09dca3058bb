"""Checking a text of a round: its draft, or the text that followed from the answers."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from toguna.adoption.canevas.reading import default_canevas
from toguna.adoption.check.model import Finding, Report
from toguna.adoption.check.outputs import comments, report, sarif
from toguna.adoption.check.outputs.text import place_of
from toguna.adoption.check.registry import known_rules
from toguna.adoption.check.runner import check
from toguna.adoption.check.strategy import title_of
from toguna.consultation.consolidate import Progress
from toguna.consultation.decisions.files import FINAL
from toguna.messages import say
from toguna.text.document import Document
from toguna.web.domain.blobs import bytes_of
from toguna.web.domain.consolidation import keep_outputs
from toguna.web.domain.decision import FOLDER
from toguna.web.domain.texts import read_document
from toguna.web.domain.told import Told, told_message
from toguna.web.models import Checked, Round, Variant
from toguna.web.refusal import Refused

DRAFT, DECIDED = "projet", "final"
SUBJECTS = (DRAFT, DECIDED)


@dataclass(frozen=True)
class Subject:
    """What is checked: its file's name, and where its bytes are kept."""

    filename: str
    sha256: str


def subject_of(round_: Round, name: str) -> Subject | None:
    """Give what is checked under a name, None where there is none yet."""
    if name == DRAFT:
        return Subject(round_.draft.filename, round_.draft.blob_id)
    final = round_.outputs.filter(variant=Variant.FULL, folder=FOLDER, path=FINAL).first()
    return None if final is None else Subject(FINAL, final.blob_id)


def check_folder(name: str) -> str:
    """Give the folder of the files that a check writes."""
    return f"check {name}"


def check_text(round_: Round, name: str, progress: Progress) -> None:
    """Check a text of a round, keep what was found and write its files.

    Raises:
        Refused: there is no such text yet.
        UnreadableFile: it cannot be read.
    """
    subject = subject_of(round_, name)
    if subject is None:
        raise Refused(say("Il n'y a pas encore de texte final : faites-le d'abord."), 409)
    progress(say("Vérification du texte"), 0, 2)
    document = read_document(bytes_of(subject.sha256), subject.filename)
    found = check(document, default_canevas(), known_rules())
    progress(say("Écriture du rapport de vérification"), 1, 2)
    day = timezone.localdate().isoformat()
    files = {
        f"verification-{name}.docx": comments.write(document, found, f"{day}T00:00:00Z"),
        f"verification-{name}.pdf": report.write(found, document, title_of(document), day),
        f"verification-{name}.sarif": sarif.write(found, document),
    }
    with transaction.atomic():
        for variant in Variant:
            keep_outputs(round_, variant, check_folder(name), files)
        Checked.objects.update_or_create(
            round=round_,
            subject=name,
            defaults={
                "sha256": subject.sha256,
                "at": timezone.now(),
                "findings": [_told(one, document) for one in found.findings],
                "rules": _rules(found),
            },
        )


def _told(finding: Finding, document: Document) -> Told:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": told_message(finding.message),
        "advice": told_message(finding.advice),
        "words": finding.words,
        "clause": finding.clauses[0] if finding.clauses else "",
        "place": told_message(place_of(finding, document.clauses)),
    }


def _rules(found: Report) -> dict[str, Told]:
    return {rule.id: told_message(rule.name) for rule in found.rules}
