"""What the program drafts of the file for the Council, from the frozen version."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone

from toguna.adoption.canevas.reading import default_canevas
from toguna.adoption.check.strategy import Strategy
from toguna.adoption.council import communication_docx
from toguna.adoption.council.communication import draft, settings_from
from toguna.adoption.council.framework import framework
from toguna.consultation.consolidate import Progress
from toguna.messages import say
from toguna.text.pdf.writer import pdf
from toguna.web.domain.adoption import check_adopts
from toguna.web.domain.adoption_council import add_piece
from toguna.web.domain.adoption_events import frozen_version, process_of
from toguna.web.domain.adoption_filing import take_in
from toguna.web.domain.adoption_text import open_figures
from toguna.web.domain.texts import data_of, read_document
from toguna.web.jobs.queue import enqueue
from toguna.web.models import CouncilPiece, Dossier, Job, LetterSettings, Version
from toguna.web.permissions import Seat
from toguna.web.refusal import Refused

LETTERHEAD = ("state", "motto", "place")
"""What a communication and a letter have in common."""


def ask_draft(seat: Seat, kind: str) -> Job:
    """Ask for a piece to be drafted.

    Raises:
        Refused: the seat may not, no version is frozen, or the program drafts no such piece.
    """
    check_adopts(seat)
    if kind not in DRAFTS:
        raise Refused(say("Le programme ne prépare pas cette pièce : déposez-la."))
    if frozen_version(seat.dossier) is None:
        raise Refused(say("Figez d'abord la version à soumettre au Conseil."))
    return enqueue(seat.dossier, "draft_piece", seat.user, kind=kind)


def make_draft(seat: Seat, kind: str, progress: Progress) -> CouncilPiece:
    """Draft a piece from the frozen version, and put it in its place.

    Raises:
        Refused: as `ask_draft`.
        UnreadableFile: the version cannot be read.
    """
    version = frozen_version(seat.dossier)
    if version is None:
        raise Refused(say("Figez d'abord la version à soumettre au Conseil."))
    progress(say("Préparation de la pièce"), 0, 0)
    name, data = DRAFTS[kind](version, progress)
    return add_piece(seat, kind, take_in(name, data))


def _communication(version: Version, progress: Progress) -> tuple[str, bytes]:
    final = open_figures(version, progress)
    day = timezone.localdate().isoformat()
    process = process_of(version.dossier)
    settings = settings_from(_letterhead(version.dossier))
    written = draft(final, _strategy(version), process, settings, day)
    name = "communication-ecrite.docx"
    return name, communication_docx.write(written, name)


def _letterhead(dossier: Dossier) -> dict[str, str]:
    """Give what the letters of the dossier say of the State and the place."""
    kept = LetterSettings.objects.filter(dossier=dossier).first()
    values = {} if kept is None else kept.values
    return {name: str(values[name]) for name in LETTERHEAD if values.get(name)}


def _framework(version: Version, progress: Progress) -> tuple[str, bytes]:
    day = timezone.localdate().isoformat()
    return "cadre-logique.xlsx", framework(_strategy(version), version.dossier.title, day).data


def _text(version: Version, progress: Progress) -> tuple[str, bytes]:
    document = read_document(data_of(version), version.filename)
    moment = (version.frozen or timezone.now()).replace(microsecond=0)
    return "projet-de-texte.pdf", pdf(document, moment)


def _strategy(version: Version) -> Strategy:
    return Strategy(read_document(data_of(version), version.filename), default_canevas())


DRAFTS: dict[str, Callable[[Version, Progress], tuple[str, bytes]]] = {
    "communication": _communication,
    "cadre-logique": _framework,
    "projet": _text,
}
"""What the program can make, by the key of the piece."""
