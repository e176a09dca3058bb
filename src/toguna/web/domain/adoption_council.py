"""The file for the Council: its pieces, what they lack, what the program drafts of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from toguna.adoption.approval.model import PieceKind, Procedure, Step
from toguna.adoption.approval.reading import default_procedure
from toguna.adoption.council.bordereau import write_zip
from toguna.adoption.council.completeness import gaps
from toguna.adoption.council.model import CouncilFile, Piece
from toguna.adoption.ledger.acts import Act
from toguna.messages import say
from toguna.web.domain.adoption import check_adopts, hold
from toguna.web.domain.adoption_events import MINUTES, frozen_version, process_of
from toguna.web.domain.adoption_filing import Filed
from toguna.web.domain.blobs import bytes_of, keep
from toguna.web.domain.ledger import actor_of, record
from toguna.web.domain.paths import filed, piece_path
from toguna.web.models import CouncilPiece, Dossier, LedgerEntry
from toguna.web.permissions import Seat
from toguna.web.refusal import Refused

WHOLE = "dossier-pour-le-conseil.zip"


@dataclass(frozen=True)
class Place:
    """One place of the file: which piece goes there (of which step), and those that are there."""

    kind: PieceKind
    step: Step | None
    pieces: list[CouncilPiece]


def places(dossier: Dossier) -> list[Place]:
    """Give every place of the file for the Council, in the order of the procedure."""
    procedure = default_procedure()
    rows = list(dossier.council_pieces.all())
    return [
        Place(kind, step, [r for r in rows if r.kind == kind.key and _at(r, step)])
        for kind, step in _slots(procedure)
    ]


def _slots(procedure: Procedure) -> list[tuple[PieceKind, Step | None]]:
    return [
        (kind, step)
        for kind in procedure.pieces
        for step in (procedure.steps[:-1] if kind.each_step else (None,))
    ]


def _at(row: CouncilPiece, step: Step | None) -> bool:
    return step is None or row.step == step.key


def council_file(dossier: Dossier) -> CouncilFile:
    """Give the file for the Council as the core has it."""
    return CouncilFile(
        process_of(dossier),
        tuple(
            Piece(
                row.kind,
                row.filename,
                bytes(row.blob.data),
                row.made_from,
                row.step,
                row.validated_by,
                tuple(row.signed_by),
            )
            for row in dossier.council_pieces.select_related("blob")
        ),
    )


def names_of_pieces() -> dict[str, str]:
    """Give what each kind of piece is called."""
    return {kind.key: kind.name for kind in default_procedure().pieces}


def publishable(dossier: Dossier) -> QuerySet[CouncilPiece]:
    """Give the pieces that may be made public: not what is still a draft of the program."""
    drafted = [kind.key for kind in default_procedure().pieces if kind.drafted]
    return dossier.council_pieces.exclude(kind__in=drafted, validated_by="")


# Pieces


@transaction.atomic
def add_piece(seat: Seat, kind: str, file: Filed, *, validated_by: str = "") -> CouncilPiece:
    """Put a piece in its place; what stood there is replaced, and stays in the ledger.

    Raises:
        Refused: the seat may not, or there is no such place. A procès-verbal comes with its step.
    """
    check_adopts(seat)
    hold(seat.dossier)
    known = {one.key for one in default_procedure().pieces if not one.each_step}
    if kind not in known:
        raise Refused(say("Dites de quelle pièce il s'agit."))
    version = frozen_version(seat.dossier)
    seat.dossier.council_pieces.filter(kind=kind).delete()
    piece = CouncilPiece.objects.create(
        dossier=seat.dossier,
        kind=kind,
        filename=file.name,
        blob=file.blob,
        made_from="" if version is None else version.blob_id,
        signed_by=list(file.signers),
        validated_by=validated_by,
        by=seat.user,
    )
    _enter(seat, Act.RECEIVED, piece)
    return piece


@transaction.atomic
def validate(seat: Seat, piece: CouncilPiece, who: str) -> None:
    """Note who completed and validated a piece.

    Raises:
        Refused: the seat may not, or nobody is named.
    """
    check_adopts(seat)
    piece.validated_by = _named(who)
    piece.save(update_fields=["validated_by"])
    _enter(seat, Act.VALIDATED, piece, by=piece.validated_by)


@transaction.atomic
def signed_on_paper(seat: Seat, piece: CouncilPiece, who: str) -> None:
    """Note who signed a piece by hand.

    Raises:
        Refused: the seat may not, or nobody is named.
    """
    check_adopts(seat)
    name = _named(who)
    piece.signed_by = [*piece.signed_by, name]
    piece.save(update_fields=["signed_by"])
    _enter(seat, Act.SIGNED, piece, by=name, how="papier")


@transaction.atomic
def remove(seat: Seat, piece: CouncilPiece) -> None:
    """Take a piece out of the file; a procès-verbal stays with its step.

    Raises:
        Refused: the seat may not, or it is a procès-verbal.
    """
    check_adopts(seat)
    if piece.kind == MINUTES:
        raise Refused(say("Un procès-verbal versé avec une étape ne se retire pas."))
    _enter(seat, Act.WITHDRAWN, piece)
    piece.delete()


def _named(who: str) -> str:
    if not who.strip():
        raise Refused(say("Écrivez le nom de la personne."))
    return who.strip()[:200]


def _enter(seat: Seat, act: Act, piece: CouncilPiece, **more: str) -> None:
    record(
        seat.dossier, act, actor_of(seat), f"piece-{piece.kind}",
        {"piece": names_of_pieces()[piece.kind], "file": piece.filename, **more},
        {piece_path(piece): piece.blob_id},
    )  # fmt: skip


# The whole


def whole_file(dossier: Dossier) -> bytes:
    """Write the whole file as one zip; an incomplete one says on its bordereau what it lacks."""
    day = timezone.localdate().isoformat()
    return write_zip(council_file(dossier), dossier.title, day)


def submit(seat: Seat) -> LedgerEntry:
    """Note that the file went to the Council, as it is: complete.

    Raises:
        Refused: the seat may not, or the file lacks something.
    """
    check_adopts(seat)
    file = council_file(seat.dossier)
    lacks = gaps(file)
    if lacks:
        raise Refused(
            say(
                "Le dossier n'est pas complet ({count} point(s) à régler) : {first} {advice}",
                count=len(lacks),
                first=lacks[0].message,
                advice=lacks[0].advice,
            )
        )
    kept = keep(write_zip(file, seat.dossier.title, timezone.localdate().isoformat()))
    assert file.process.version is not None, "a complete file has a version"
    cited = {piece_path(one): one.blob_id for one in seat.dossier.council_pieces.all()}
    return record(
        seat.dossier, Act.SUBMITTED, actor_of(seat), "dossier-pour-le-conseil",
        {"version": file.process.version.label, "pieces": len(file.pieces)},
        {filed("conseil", kept.sha256, WHOLE): kept.sha256, **cited},
    )  # fmt: skip


def submissions(dossier: Dossier) -> list[LedgerEntry]:
    """Give the entries that say that the file went to the Council."""
    return list(LedgerEntry.objects.filter(ledger__dossier=dossier, act=Act.SUBMITTED.value))


def data_of_piece(piece: CouncilPiece) -> bytes:
    """Give the file of a piece."""
    return bytes_of(piece.blob_id)
