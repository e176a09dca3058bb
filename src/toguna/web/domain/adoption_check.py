"""The checks of a version before it is put to the bodies, made in the background."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from toguna.adoption.canevas.reading import default_canevas
from toguna.adoption.check.model import SEVERITY_NAMES, Finding, Report, Severity
from toguna.adoption.check.outputs import comments, report
from toguna.adoption.check.outputs.text import place_of
from toguna.adoption.check.registry import known_rules
from toguna.adoption.check.runner import check
from toguna.adoption.check.strategy import title_of
from toguna.adoption.ledger.acts import Act
from toguna.consultation.consolidate import Progress
from toguna.messages import Message, say
from toguna.text.document import Document
from toguna.web.domain.adoption import check_adopts, name_of
from toguna.web.domain.blobs import keep
from toguna.web.domain.ledger import actor_of, record
from toguna.web.domain.paths import version_path
from toguna.web.domain.texts import data_of, read_document
from toguna.web.domain.told import Told, told_message
from toguna.web.jobs.queue import enqueue
from toguna.web.models import Job, Version, VersionCheck
from toguna.web.permissions import Seat


def ask_check(seat: Seat, version: Version) -> Job:
    """Ask for a version to be checked.

    Raises:
        Refused: the seat may not.
    """
    check_adopts(seat)
    return enqueue(seat.dossier, "check_version", seat.user, version=version.pk)


def check_version(seat: Seat, version: Version, progress: Progress) -> VersionCheck:
    """Check a version, and keep what was found.

    Raises:
        UnreadableFile: it cannot be read.
    """
    progress(say("Vérification du texte"), 0, 2)
    document = read_document(data_of(version), version.filename)
    found = check(document, default_canevas(), known_rules())
    progress(say("Écriture du rapport de vérification"), 1, 2)
    day = timezone.localdate().isoformat()
    printed = report.write(found, document, title_of(document), day)
    counts = {severity.value: len(found.of(severity)) for severity in Severity}
    commented = comments.write(document, found, f"{day}T00:00:00Z")
    with transaction.atomic():
        kept, _ = VersionCheck.objects.update_or_create(
            version=version,
            defaults={
                "findings": list(_told(found, document)),
                "counts": counts,
                "report": keep(printed),
                "commented": keep(commented),
                "at": timezone.now(),
            },
        )
        record(
            version.dossier,
            Act.CHECKED,
            actor_of(seat),
            f"version-{version.number}",
            {"version": name_of(version), "rules": len(found.rules), "counts": dict(counts)},
            {version_path(version): version.blob_id},
        )
    return kept


def _told(found: Report, document: Document) -> Iterable[Told]:
    order = {severity: rank for rank, severity in enumerate(Severity)}
    for finding in sorted(found.findings, key=lambda one: order[one.severity]):
        yield _told_finding(finding, place_of(finding, document.clauses))


def _told_finding(finding: Finding, place: Message) -> Told:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "name": SEVERITY_NAMES[finding.severity].template,
        "place": place.render(),
        "message": told_message(finding.message),
        "advice": told_message(finding.advice),
        "words": finding.words,
    }
