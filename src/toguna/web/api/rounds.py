"""The rounds of a dossier, their drafts, and the files that were made from them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponseBase
from django.utils.translation import gettext as _
from ninja import Field, File, Form, Query, Router, Schema
from ninja.files import UploadedFile

from toguna.web.api.adoption import version_of
from toguna.web.api.dossiers import JobOut, told_job
from toguna.web.api.frame import eg, not_taken, offers, round_of
from toguna.web.domain import documents, rounds
from toguna.web.domain.blobs import bytes_of
from toguna.web.domain.offline import offline_form
from toguna.web.domain.rounds import Plan, Text
from toguna.web.domain.texts import data_of
from toguna.web.models import Organisation, Round
from toguna.web.permissions import Right, Seat
from toguna.web.uploads import clean_name
from toguna.web.views.files import download

ROUTER = Router()
ROUND = "/rounds/{int:number}"


class RoundOut(Schema):
    """A round; figures are as far as one may know."""

    number: int = eg(1)
    label: str = eg("Atelier de finalisation")
    message: str = eg("Vos observations sont attendues.")
    draft: str = eg("avant-projet.docx")
    draft_sha256: str = eg("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
    opened: datetime | None = eg("2025-07-01T09:00:00Z", None)
    deadline: datetime | None = eg("2025-07-07T14:00:00Z", None)
    closed: datetime | None = eg(None, None)
    consolidated: datetime | None = eg("2025-07-03T10:00:00Z", None)
    observations: int = eg(347)
    unanswered: int = eg(12)
    received: int = eg(8)
    unread: int = eg(0)
    silent: list[str] = eg(["MEF"], description="Who was asked and has sent nothing.")


class RoundIn(Schema):
    """What is said of a round."""

    label: str = Field(min_length=1, max_length=200, examples=["Atelier de finalisation"])
    message: str = Field("", max_length=10_000, examples=["Vos observations sont attendues."])
    deadline: datetime | None = eg("2025-07-07T14:00:00Z", None)


class NewRoundIn(RoundIn):
    """What is said of a new round; its draft may be a version that the dossier has."""

    version: int | None = eg(1, None, "The number of that version, where no file is given.")


class FormFor(Schema):
    """For which organisation the offline form is; one's own needs not be said."""

    organisation: str = eg("MJDH", "")


class ClauseOut(Schema):
    """A clause of a draft."""

    id: str = eg("axe_2__al_3")
    kind: str = eg("paragraph")
    number: str = eg("3")
    text: str = eg("Les incidents graves sont signalés sous trois jours.")
    parent: str | None = eg("axe_2", None)
    cite: str = eg("Axe 2, al. 3")


class FileOut(Schema):
    """A file that was made from a round."""

    folder: str = eg("consolidate")
    path: str = eg("consolide.docx")
    size: int = eg(48211)
    sha256: str = eg("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
    organisation: str | None = eg(None, None)


def _told(seat: Seat, one: Round) -> dict[str, Any]:
    standing = rounds.standing(seat, one)
    return {
        "number": one.number,
        "label": one.label,
        "message": one.message,
        "draft": one.draft.filename,
        "draft_sha256": one.draft.blob_id,
        "opened": one.opened,
        "deadline": one.deadline,
        "closed": one.closed,
        "consolidated": one.consolidated,
        "observations": standing.observations,
        "unanswered": standing.unanswered,
        "received": standing.received,
        "unread": standing.unread,
        "silent": [organisation.label for organisation in standing.silent],
    }


@offers(ROUTER, "GET", "/rounds", Right.SEE, list[RoundOut])
def list_rounds(seat: Seat) -> Any:
    """List the rounds."""
    return [_told(seat, one) for one in rounds.rounds_of(seat)]


@offers(ROUTER, "POST", "/rounds", Right.ROUND, RoundOut, status=201)
def make_round(
    seat: Seat,
    said: Form[NewRoundIn],
    draft: File[UploadedFile | None] = None,
    earlier: File[list[UploadedFile] | None] = None,
) -> Any:
    """Make a round with its draft: a file, or a version that is there; it is not open yet."""
    if (draft is None) == (said.version is None):
        raise not_taken([("draft", _("L'un des deux : un fichier, ou une version."))])
    text = version_of(seat, said.version) if said.version is not None else _text(draft)
    old = [_text(one) for one in earlier or ()]
    return _told(seat, rounds.make(seat, Plan(said.label, text, old, said.message, said.deadline)))


def _text(file: UploadedFile | None) -> Text:
    assert file is not None, "a file or a version is given"
    return Text(clean_name(file.name or ""), file.read())


@offers(ROUTER, "GET", ROUND, Right.SEE, RoundOut)
def get_round(seat: Seat, number: int) -> Any:
    """Tell where a round stands."""
    return _told(seat, round_of(seat, number))


@offers(ROUTER, "PUT", ROUND, Right.ROUND, RoundOut)
def change_round(seat: Seat, number: int, body: RoundIn) -> Any:
    """Change what is said of a round."""
    found = round_of(seat, number)
    rounds.change(seat, found, body.label, body.message, body.deadline)
    return _told(seat, found)


@offers(ROUTER, "POST", f"{ROUND}/open", Right.ROUND, RoundOut)
def open_round(seat: Seat, number: int) -> Any:
    """Open a round, or open it again."""
    rounds.open_(seat, round_of(seat, number))
    return _told(seat, round_of(seat, number))


@offers(ROUTER, "POST", f"{ROUND}/close", Right.ROUND, RoundOut)
def close_round(seat: Seat, number: int) -> Any:
    """Close a round: everybody then sees what all have said."""
    rounds.close(seat, round_of(seat, number))
    return _told(seat, round_of(seat, number))


@offers(ROUTER, "POST", f"{ROUND}/consolidate", Right.ROUND, JobOut, status=202)
def consolidate_round(seat: Seat, number: int) -> Any:
    """Ask for a round to be consolidated."""
    return told_job(rounds.consolidate(seat, round_of(seat, number)))


@offers(ROUTER, "POST", f"{ROUND}/decide", Right.ROUND, JobOut, status=202)
def decide_round(seat: Seat, number: int) -> Any:
    """Ask for the final text, the letters and all that follows from the answers."""
    return told_job(documents.ask(seat, round_of(seat, number), "decide"))


@offers(ROUTER, "POST", f"{ROUND}/release-letters", Right.ROUND, list[FileOut])
def release_letters(seat: Seat, number: int) -> Any:
    """Give the letters to the organisations to which they are written."""
    found = round_of(seat, number)
    documents.release_letters(seat, found)
    return _files(seat, found)


@offers(ROUTER, "GET", f"{ROUND}/draft", Right.SEE, files=True)
def get_draft(seat: Seat, number: int) -> HttpResponseBase:
    """Give the draft's file."""
    draft = round_of(seat, number).draft
    return download(data_of(draft), draft.filename)


@offers(ROUTER, "GET", f"{ROUND}/clauses", Right.SEE, list[ClauseOut])
def list_clauses(seat: Seat, number: int) -> Any:
    """List the clauses of the draft, in order."""
    return [{**one, "number": one["number"] or ""} for one in round_of(seat, number).draft.clauses]


@offers(ROUTER, "GET", f"{ROUND}/files", Right.SEE, list[FileOut])
def list_files(seat: Seat, number: int) -> Any:
    """List the files that were made from a round and that one may have."""
    return _files(seat, round_of(seat, number))


def _files(seat: Seat, round_: Round) -> list[dict[str, Any]]:
    return [
        {
            "folder": one.output.folder,
            "path": one.output.path,
            "size": one.size,
            "sha256": one.output.blob_id,
            "organisation": one.output.organisation.label if one.output.organisation else None,
        }
        for one in documents.files_of(seat, round_)
    ]


@offers(ROUTER, "GET", f"{ROUND}/files/{{folder}}/{{path:path}}", Right.SEE, files=True)
def get_file(seat: Seat, number: int, folder: str, path: str) -> HttpResponseBase:
    """Give a file that was made from a round."""
    files = documents.files_of(seat, round_of(seat, number))
    named = (one.output for one in files if (one.output.folder, one.output.path) == (folder, path))
    found = next(named, None)
    if found is None:
        raise Http404
    return download(bytes_of(found.blob_id), found.path.rpartition("/")[2])


@offers(ROUTER, "GET", f"{ROUND}/form", Right.SEE, files=True)
def get_offline_form(seat: Seat, number: int, asked: Query[FormFor]) -> HttpResponseBase:
    """Give the offline form for one's organisation, or for the one that a rapporteur names."""
    found = round_of(seat, number)
    wanted = seat.organisation
    if seat.may(Right.ROUND):
        wanted = Organisation.objects.filter(label=asked.organisation).first()
    if wanted is None:
        raise Http404
    return download(offline_form(found, wanted), f"formulaire-{wanted.label}.html")
