"""What is made of a round's answers: safe answers, matrices, checks, letters, the next version."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpResponseBase
from ninja import Field, File, Router, Schema
from ninja.files import UploadedFile

from toguna.web.api.adoption import VersionOut, told_version
from toguna.web.api.answers import DoneOut, told_done
from toguna.web.api.dossiers import JobOut, told_job
from toguna.web.api.frame import checked, eg, offers, round_of
from toguna.web.domain import documents, imported
from toguna.web.domain.checks import SUBJECTS
from toguna.web.domain.decision import letter_settings
from toguna.web.domain.told import message_of
from toguna.web.forms.documents import LettersForm
from toguna.web.models import Round
from toguna.web.permissions import Right, Seat, sees_all
from toguna.web.templatetags.toguna import said
from toguna.web.uploads import clean_name
from toguna.web.views.files import download

ROUTER = Router()
ROUND = "/rounds/{int:number}"


class FindingOut(Schema):
    """One thing that a check found."""

    rule: str = eg("acronymes")
    severity: str = eg("warning", description="error, warning or note.")
    message: str = eg("Le sigle ANC n'est pas développé.")
    advice: str = eg("Développez-le à sa première apparition.")
    clause: str = eg("al_3")
    words: str = eg("ANC")


class CheckOut(Schema):
    """What the check of a text found; its files are in the folder "check" and its subject."""

    subject: str = eg("projet")
    at: datetime = eg("2025-07-03T10:00:00Z")
    sha256: str = eg("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
    findings: list[FindingOut]


class ChangeOut(Schema):
    """An answer that a line of a matrix would give, and what there was before it."""

    where: str = eg("feuille « Matrice », ligne 4")
    observation: str = eg("MJDH-001")
    disposition: str = eg("retenue")
    reason: str = eg("Conforme à la loi.")
    before: dict[str, str] = eg({"disposition": ""})


class LineRefusedOut(Schema):
    """A line that cannot be taken in, and why."""

    where: str = eg("feuille « Matrice », ligne 7")
    why: str = eg("MJDH-004 : écrivez le motif.")


class PreviewOut(Schema):
    """What a matrix would change; its token takes it in."""

    changes: list[ChangeOut]
    refused: list[LineRefusedOut]
    same: int = eg(12, description="Lines that say what is known already.")
    token: str = eg("eyJ…")


class TokenIn(Schema):
    """What was shown, and is now wanted."""

    token: str = eg("eyJ…")


class LettersIO(Schema):
    """What letters say of who sends them; what is left out keeps its usual words."""

    state: str | None = eg("République du Mali", None)
    motto: str | None = eg("Un Peuple – Un But – Une Foi", None)
    body: str | None = eg("Secrétariat du comité", None)
    address: str | None = eg("BP 1, Bamako", None)
    reference: str | None = eg("N° 12/SG", None)
    place: str | None = eg("Bamako", None)
    signatory: str | None = eg("Le secrétaire général", None)
    signatory_name: str | None = eg("Awa Sissoko", None)
    salutation: str | None = eg("Monsieur le Ministre,", None)
    until: date | None = eg("2025-08-01", None)
    days: int | None = eg(15, None)
    reply_to: str | None = eg("secretariat@exemple.ml", None)


class LabelIn(Schema):
    """How the next version is called."""

    label: str = Field(min_length=1, max_length=200, examples=["Version 2"])


# Asked for


@offers(ROUTER, "POST", f"{ROUND}/safe-answers", Right.ANSWER, JobOut, status=202)
def propose_safe_answers(seat: Seat, number: int) -> Any:
    """Have the answers proposed that need no judgement: uncontested editorial changes."""
    return told_job(documents.ask(seat, round_of(seat, number), "safe"))


@offers(ROUTER, "POST", f"{ROUND}/matrix", Right.ANSWER, JobOut, status=202)
def make_matrix(seat: Seat, number: int) -> Any:
    """Have the matrix made with the answers as they are now."""
    return told_job(documents.ask(seat, round_of(seat, number), "matrix"))


@offers(ROUTER, "POST", f"{ROUND}/checks/{{subject}}", Right.ROUND, JobOut, status=202)
def check_text(seat: Seat, number: int, subject: str) -> Any:
    """Have a text checked: the draft ("projet"), or the one that was decided ("final")."""
    round_ = round_of(seat, number)
    if subject not in SUBJECTS:
        raise Http404
    return told_job(documents.ask(seat, round_, "check_text", subject=subject))


@offers(ROUTER, "GET", f"{ROUND}/checks", Right.SEE, list[CheckOut])
def list_checks(seat: Seat, number: int) -> Any:
    """List what the checks of a round's texts found, once one may see what all said."""
    round_ = round_of(seat, number)
    return [_check(one) for one in round_.checks.all()] if sees_all(seat, round_) else []


def _check(one: Any) -> dict[str, Any]:
    return {
        "subject": one.subject,
        "at": one.at,
        "sha256": one.sha256,
        "findings": [
            {
                **each,
                "message": said(message_of(each["message"])),
                "advice": said(message_of(each["advice"])),
            }
            for each in one.findings
        ],
    }


@offers(ROUTER, "GET", f"{ROUND}/files.zip", Right.SEE, files=True)
def get_all_files(seat: Seat, number: int) -> HttpResponseBase:
    """Give all files of a round that one may have, in one archive."""
    found = documents.files_of(seat, round_of(seat, number))
    if not found:
        raise Http404
    return download(documents.packed(found), f"{seat.dossier.slug}-tour-{number}.zip")


# A matrix that was filled in elsewhere


@offers(ROUTER, "POST", f"{ROUND}/matrix-import", Right.ANSWER, PreviewOut)
def preview_matrix(seat: Seat, number: int, matrix: File[UploadedFile]) -> Any:
    """Tell what a filled matrix would change; nothing is changed yet."""
    round_ = round_of(seat, number)
    found = imported.preview(seat, round_, matrix.read(), clean_name(matrix.name or ""))
    return {
        "changes": [
            {
                "where": one.where,
                "observation": one.observation.identifier,
                "disposition": one.given.disposition.value,
                "reason": one.given.reason,
                "before": dict(one.before),
            }
            for one in found.changes
        ],
        "refused": [{"where": one.where, "why": said(one.message)} for one in found.refusals],
        "same": found.same,
        "token": found.token,
    }


@offers(ROUTER, "POST", f"{ROUND}/matrix-import/apply", Right.ANSWER, DoneOut)
def apply_matrix(seat: Seat, number: int, body: TokenIn) -> Any:
    """Give the answers that were shown, in one act that can be undone."""
    return told_done(imported.take_in(seat, round_of(seat, number), body.token))


# Letters, and the text that follows


@offers(ROUTER, "GET", f"{ROUND}/letter-settings", Right.ROUND, LettersIO)
def get_letter_settings(seat: Seat, number: int) -> Any:
    """Give what letters say of who sends them."""
    return _letters(round_of(seat, number))


def _letters(round_: Round) -> dict[str, Any]:
    kept = letter_settings(round_)
    return {name: kept.get(name) or None for name in LettersIO.model_fields}


@offers(ROUTER, "PUT", f"{ROUND}/letter-settings", Right.ROUND, LettersIO)
def set_letter_settings(seat: Seat, number: int, body: LettersIO) -> Any:
    """Set what letters say of who sends them, once they are made again."""
    round_ = round_of(seat, number)
    form = LettersForm({}, body.dict(exclude_none=True))
    checked(form)
    documents.set_letters(seat, form.values())
    return _letters(round_)


@offers(ROUTER, "POST", f"{ROUND}/next-version", Right.ROUND, VersionOut, status=201)
def make_next_version(seat: Seat, number: int, body: LabelIn) -> Any:
    """Make the decided text the next version."""
    return told_version(documents.next_version(seat, round_of(seat, number), body.label))
