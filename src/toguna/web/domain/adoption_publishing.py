"""Publishing: the public site of a text, made in the background, kept file by file, taken down.

Of a restricted observation the site shows what the core leaves of it: a decision, who took it and
when (`toguna.adoption.publication`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from toguna.adoption.approval.standing import State, state
from toguna.adoption.ledger.acts import Act
from toguna.adoption.ledger.head import read_head
from toguna.adoption.ledger.keys import PublicKey
from toguna.adoption.publication.model import Edition, PastVersion, Seal
from toguna.adoption.publication.site import publish
from toguna.consultation.consolidate import Progress
from toguna.messages import say
from toguna.text.zipped import zipped
from toguna.web.domain.adoption import check_adopts, hold
from toguna.web.domain.adoption_council import data_of_piece, publishable
from toguna.web.domain.adoption_events import frozen_version, process_of
from toguna.web.domain.adoption_signing import own_certificate
from toguna.web.domain.adoption_text import origins_of
from toguna.web.domain.blobs import keep
from toguna.web.domain.ledger import actor_of, head_of, record
from toguna.web.domain.paths import plain
from toguna.web.domain.texts import data_of
from toguna.web.jobs.queue import enqueue
from toguna.web.models import (
    CouncilPiece,
    Dossier,
    Job,
    Publication,
    PublishedFile,
    Version,
)
from toguna.web.permissions import Seat
from toguna.web.refusal import Refused

CERTIFICATE = "certificat.pem"
"""The time of every file in a zip: the same site has the same bytes."""


@dataclass(frozen=True)
class Wanted:
    """What is to be published: how it is called, by whom, with which versions and pieces."""

    label: str
    publisher: str
    past: list[Version] = field(default_factory=list)
    pieces: list[CouncilPiece] = field(default_factory=list)


def earlier_versions(dossier: Dossier) -> list[Version]:
    """Give the versions before the frozen one, the oldest first."""
    frozen = frozen_version(dossier)
    return [] if frozen is None else list(dossier.versions.filter(number__lt=frozen.number))


def may_publish(dossier: Dossier) -> bool:
    """Tell whether the Council has spoken: nothing is public before."""
    return state(process_of(dossier)) in (State.ADOPTED, State.NOTED)


def ask_publication(seat: Seat, wanted: Wanted) -> Job:
    """Ask for the frozen version to be published.

    Raises:
        Refused: the seat may not, the Council has not spoken, or something wanted is not to be
            made public.
    """
    check_adopts(seat)
    _check_wanted(seat.dossier, wanted)
    version = frozen_version(seat.dossier)
    if version is None or not may_publish(seat.dossier):
        raise Refused(
            say(
                "Le Conseil ne s'est pas encore prononcé sur ce texte : rien n'est publié avant. "
                "Notez d'abord l'issue de la dernière étape."
            )
        )
    with transaction.atomic():
        row = Publication.objects.create(
            dossier=seat.dossier,
            version=version,
            label=wanted.label,
            publisher=wanted.publisher,
            by=seat.user,
        )
        row.past.set(wanted.past)
        row.pieces.set(wanted.pieces)
        return enqueue(seat.dossier, "publish_text", seat.user, publication=row.pk)


def _check_wanted(dossier: Dossier, wanted: Wanted) -> None:
    pieces = set(publishable(dossier))
    if set(wanted.past) <= set(earlier_versions(dossier)) and pieces.issuperset(wanted.pieces):
        return
    raise Refused(
        say(
            "Choisissez des versions antérieures à celle qui est figée, et des pièces validées : "
            "un brouillon ne se publie pas."
        )
    )


def make_publication(seat: Seat, row: Publication, progress: Progress) -> None:
    """Write the site and make it public.

    Raises:
        UnreadableFile: a version cannot be read, or a download has a name that is taken.
    """
    files = publish(_edition(row, progress))
    progress(say("Publication"), 0, 0)
    blobs = {name: keep(data) for name, data in files.items()}
    with transaction.atomic():
        hold(row.dossier)
        row.files.all().delete()  # a job that was begun again
        PublishedFile.objects.bulk_create(
            PublishedFile(publication=row, name=name, blob=blob) for name, blob in blobs.items()
        )
        row.published = timezone.now()
        row.save(update_fields=["published"])
        record(
            row.dossier,
            Act.PUBLISHED,
            actor_of(seat),
            f"publication-{row.pk}",
            {"label": row.label, "publisher": row.publisher},
            {f"publication-{row.pk}/{name}": blob.sha256 for name, blob in blobs.items()},
        )


def _edition(row: Publication, progress: Progress) -> Edition:
    origins = origins_of(row.version, progress)
    progress(say("Écriture des pages publiques"), 0, 0)
    return Edition(
        origins.final,
        row.label,
        timezone.localdate().isoformat(),
        row.publisher,
        tuple(_past(version) for version in row.past.order_by("number")),
        process_of(row.dossier),
        _seal(row.dossier),
        origins.restricted,
        dict(_downloads(row)),
        row.dossier.title,
    )


def _past(version: Version) -> PastVersion:
    round_ = version.rounds.exclude(opened=None).first()
    what = f"Mis en consultation : {round_.label}." if round_ else "Version antérieure."
    when = round_.opened if round_ and round_.opened else version.created
    day = timezone.localdate(when).isoformat()
    return PastVersion(version.label, day, what, version.filename, data_of(version))


def _seal(dossier: Dossier) -> Seal:
    head = read_head(bytes(head_of(dossier).signed))
    return Seal(head, PublicKey.read(dossier.ledger.public_key.encode()))


def _downloads(row: Publication) -> Iterable[tuple[str, bytes]]:
    """Give what can be downloaded beside the text: chosen pieces, and who signed them."""
    for piece in row.pieces.all():
        yield plain(piece.filename), data_of_piece(piece)
    own = own_certificate(row.dossier)
    if own is not None:
        yield CERTIFICATE, own.pem


# What is public


def current(dossier: Dossier) -> Publication | None:
    """Give the publication that readers see, None where there is none."""
    last = dossier.publications.exclude(published=None).last()
    return last if last is not None and last.withdrawn is None else None


def public_dossiers() -> list[Publication]:
    """Give the publications that anybody may read."""
    dossiers = Dossier.objects.filter(publications__published__isnull=False).distinct()
    found = (current(dossier) for dossier in dossiers)
    return [one for one in found if one is not None]


def public_file(publication: Publication, name: str) -> bytes | None:
    """Give a file of a public site, None where it has none of that name."""
    found = publication.files.select_related("blob").filter(name=name).first()
    return None if found is None else bytes(found.blob.data)


@transaction.atomic
def withdraw(seat: Seat) -> None:
    """Take the public site down; that it was public stays in the ledger.

    Raises:
        Refused: the seat may not, or nothing is public.
    """
    check_adopts(seat)
    hold(seat.dossier)
    public = current(seat.dossier)
    if public is None:
        raise Refused(say("Rien n'est publié."), 409)
    public.withdrawn = timezone.now()
    public.save(update_fields=["withdrawn"])
    record(
        seat.dossier, Act.WITHDRAWN, actor_of(seat), f"publication-{public.pk}",
        {"label": public.label},
    )  # fmt: skip


def site_zip(publication: Publication) -> bytes:
    """Give the whole site as one zip, for another server or a USB stick."""
    folder = publication.dossier.slug
    files = publication.files.select_related("blob")
    return zipped((f"{folder}/{one.name}", bytes(one.blob.data)) for one in files)
