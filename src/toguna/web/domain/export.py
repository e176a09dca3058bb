"""A dossier exported with its whole ledger, so that anybody checks it with `toguna verify`.

The files are those that the ledger cites, byte for byte. Who is not cleared has the same ledger
with the same heads, in which entries that are wholly restricted are withheld: a hash stands in
their place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction

from toguna.adoption.ledger.entry import Entry, read_entry
from toguna.adoption.ledger.exported import cited_files, export_files
from toguna.adoption.ledger.head import read_head
from toguna.adoption.ledger.keys import PublicKey
from toguna.consultation.consolidate import Progress
from toguna.messages import say
from toguna.text.zipped import zipped
from toguna.web.domain.blobs import keep
from toguna.web.domain.ledger import fingerprint, head_of
from toguna.web.domain.paths import return_path
from toguna.web.jobs.queue import enqueue
from toguna.web.models import Blob, Dossier, DossierExport, Job, Return, Variant
from toguna.web.permissions import Right, Seat
from toguna.web.refusal import Refused

README, OPENINGS, RESTRICTED = "LISEZ-MOI.txt", "ouvertures", "restreint"


def is_sealed(entry: Entry) -> bool:
    """Tell whether all that an entry says of its act is restricted: only its hash may be shown."""
    return entry.restricted is not None and not any(entry.payload.values()) and not entry.files


def may_export(seat: Seat) -> bool:
    """Tell whether a seat may have the dossier's files, the returns of all among them."""
    return seat.may(Right.LEDGER) and seat.may(Right.SEE_REGISTER)


def ask_export(seat: Seat) -> Job:
    """Ask for the dossier to be exported, as the seat may see it.

    Raises:
        Refused: the seat may not.
    """
    if not may_export(seat):
        raise Refused(
            say(
                "L'export contient les retours de toutes les structures : il est pour ceux qui "
                "les traitent. Vos récépissés et la tête signée suffisent à montrer, sans lui, "
                "que le registre n'a pas été changé."
            ),
            403,
        )
    return enqueue(seat.dossier, "export_dossier", seat.user, variant=seat.variant)


def exports_of(seat: Seat) -> list[DossierExport]:
    """Give the exports that a seat may download, the last one first."""
    if not may_export(seat):
        return []
    return list(seat.dossier.exports.filter(variant=seat.variant).order_by("-id")[:5])


def make_export(dossier: Dossier, variant: str, progress: Progress) -> DossierExport:
    """Export a dossier; who is cleared has everything, and what opens the commitments.

    Raises:
        Refused: a file that the ledger cites is not kept any more.
    """
    progress(say("Lecture du registre"), 0, 3)
    with transaction.atomic():
        head_of(dossier)  # signs what came since the last head
        rows = list(dossier.ledger.entries.order_by("index"))
        heads = [read_head(bytes(one.signed)) for one in dossier.ledger.heads.order_by("size")]
    told = [read_entry(bytes(row.canonical)) for row in rows]
    withheld = [e.index for e in told if is_sealed(e)] if variant != Variant.FULL else []
    progress(say("Lecture des fichiers cités"), 1, 3)
    shown = [entry for entry in told if entry.index not in withheld]
    files = _cited(shown) | {README: _readme(dossier, len(rows))}
    if variant == Variant.FULL:
        files |= {
            f"{OPENINGS}/{row.index}.json": row.opening.encode() for row in rows if row.opening
        }
        files |= _restricted_returns(dossier)
    progress(say("Écriture de l'export"), 2, 3)
    key = PublicKey.read(dossier.ledger.public_key.encode())
    exported = export_files([bytes(r.canonical) for r in rows], heads, key, files, withheld)
    return DossierExport.objects.create(
        dossier=dossier,
        variant=variant,
        size=len(rows),
        blob=keep(zipped((f"{dossier.slug}/{path}", data) for path, data in _sorted(exported))),
    )


def _cited(entries: Sequence[Entry]) -> dict[str, bytes]:
    cited = cited_files(entries)
    blobs = Blob.objects.in_bulk({sha256 for sha256, _ in cited.values()})
    for path, (sha256, index) in cited.items():
        if sha256 not in blobs:
            raise Refused(
                say(
                    "{file}, que cite l'écriture n° {index}, n'est plus sur ce site : restaurez "
                    "une sauvegarde entière, puis recommencez.",
                    file=path,
                    index=index,
                )
            )
    return {path: bytes(blobs[sha256].data) for path, (sha256, _) in cited.items()}


def _restricted_returns(dossier: Dossier) -> dict[str, bytes]:
    """Give the restricted files that were received; the openings say their digests."""
    received = Return.objects.filter(
        round__dossier=dossier, restricted=True, entry__isnull=False
    ).select_related("blob", "round")
    return {f"{RESTRICTED}/{return_path(one)}": bytes(one.blob.data) for one in received}


def _readme(dossier: Dossier, size: int) -> bytes:
    lines = (
        f"Dossier « {dossier.title} » ({dossier.slug}), exporté avec son registre de {size} "
        "écritures.",
        "",
        "Pour le vérifier, sans réseau, avec le programme Toguna :",
        "",
        "    toguna verify FICHIER.zip",
        "",
        "Si une écriture ou un fichier qu'elle cite a été changé, ne fût-ce que d'un signe, "
        "retiré ou déplacé, la commande le nomme et finit avec le code 1.",
        f"Empreinte de la clé qui signe ce registre : {fingerprint(dossier)}",
        "Comparez-la avec celle que l'administration a publiée. Une tête ou un récépissé que vous "
        "avez gardés d'avant montrent aussi une fin coupée : ajoutez --head ou --receipt.",
        "",
    )
    return "\r\n".join(lines).encode()


def _sorted(files: Mapping[str, bytes]) -> Iterable[tuple[str, bytes]]:
    """Give what is read first at the top."""
    return sorted(files.items(), key=lambda item: (item[0] != README, item[0]))
