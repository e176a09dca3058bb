"""Bundles of working groups: out to a laptop of their own, opened there, and back.

The bundle that goes out carries a key made for it: who holds it may propose on the group's items,
and on nothing else. What comes back is signed with that key.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import zipfile
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import transaction
from django.utils import timezone

from toguna.adoption.ledger.acts import Act
from toguna.consultation.workshop.acts import Act as GroupDeed
from toguna.consultation.workshop.acts import content_of
from toguna.consultation.workshop.admitting import RefusedAct, admit
from toguna.consultation.workshop.bundle import SIGNATURE, Bundle, read_bundle, write_bundle
from toguna.messages import say
from toguna.text.errors import UnreadableFile
from toguna.web.domain.blobs import bytes_of
from toguna.web.domain.ledger import actor_of, open_ledger, record
from toguna.web.domain.room.groups import deeds_of
from toguna.web.domain.room.machines import fingerprint, keep_own, key_of, own_machine, trusted
from toguna.web.domain.room.opening import bump, check, subject_of
from toguna.web.domain.texts import add_version
from toguna.web.models import (
    Dossier,
    GroupAct,
    Item,
    Machine,
    Membership,
    Organisation,
    Recommendation,
    Role,
    Round,
    User,
    WorkingGroup,
    Workshop,
)
from toguna.web.permissions import Seat
from toguna.web.refusal import Refused

STATE, KEY, DRAFT, SUMMARY = "etat.json", "cle.bin", "avant-projet.docx", "resume.json"
SLUG = re.compile(r"[-\w]{1,80}", re.ASCII)
ITEM_FIELDS = ("order", "title", "place", "clauses", "draft", "wordings")
WORKSHOP_FIELDS = ("title", "place", "days")
GROUP_FIELDS = ("id", "number", "name", "chair", "rapporteur")


@transaction.atomic
def export(seat: Seat, group: WorkingGroup) -> bytes:
    """Write the bundle that a group takes along, or what its laptop gives back."""
    workshop = group.workshop
    check(seat, workshop)
    own = own_machine(workshop)
    parts = _returning(group) if workshop.is_groups else _outgoing(group)
    bundle = Bundle(
        workshop.dossier.slug,
        str(workshop.pk),
        group.name,
        tuple(str(pk) for pk in group.items.values_list("pk", flat=True)),
        hashlib.sha256(parts.get(STATE, b"")).hexdigest(),
        tuple(deeds_of(group)),
        parts,
    )
    return write_bundle(bundle, key_of(own))


def _outgoing(group: WorkingGroup) -> dict[str, bytes]:
    workshop = group.workshop
    key = Ed25519PrivateKey.generate()
    name = f"groupe-{group.number}.{workshop.machines.filter(group=group).count() + 1}"
    Machine.objects.create(
        workshop=workshop,
        group=group,
        name=name,
        public_key=key.public_key().public_bytes_raw().hex(),
    )
    draft = workshop.round.draft
    state = {
        "machine": name,
        "workshop": {name: getattr(workshop, name) for name in WORKSHOP_FIELDS},
        "dossier": {"title": workshop.dossier.title, "fictitious": workshop.dossier.fictitious},
        "round": {"label": workshop.round.label, "draft": draft.label, "file": draft.filename},
        "group": {
            "id": str(group.pk),
            "number": group.number,
            "name": group.name,
            "chair": group.chair,
            "rapporteur": group.rapporteur,
            "delegations": list(group.delegations.values_list("label", "name")),
        },
        "items": [
            {"id": str(item.pk), **{name: getattr(item, name) for name in ITEM_FIELDS}}
            for item in group.items.all()
        ],
    }
    return {
        STATE: json.dumps(state, ensure_ascii=False, sort_keys=True).encode(),
        KEY: key.private_bytes_raw(),
        DRAFT: bytes_of(draft.blob_id),
    }


def _returning(group: WorkingGroup) -> dict[str, bytes]:
    told = {
        "summary": group.summary,
        "chair": group.chair,
        "rapporteur": group.rapporteur,
        "recommendations": list(
            group.workshop.recommendations.filter(group=group).values_list("text", "addressee")
        ),
    }
    return {SUMMARY: json.dumps(told, ensure_ascii=False, sort_keys=True).encode()}


# On the group's laptop


@transaction.atomic
def open_bundle(user: User, data: bytes, filename: str) -> tuple[Workshop, str]:
    """Open a group's room on its own laptop; give it, and the fingerprint of who sent it.

    Whoever opens it compares the fingerprint with the one that the room showed.

    Raises:
        UnreadableFile: it is no bundle that goes out to a group, or is damaged.
        Refused: it was opened here already.
    """
    sender = _sender(data, filename)
    bundle = read_bundle(data, {sender: "salle"}, filename)
    if not {STATE, KEY, DRAFT} <= bundle.parts.keys() or not SLUG.fullmatch(bundle.dossier):
        raise _not_outgoing(filename)
    if Workshop.objects.filter(pk=bundle.id).exists() or _slug_is_taken(bundle.dossier):
        raise Refused(say("Le dossier de ce paquet est déjà ouvert sur cette machine."), 409)
    try:
        workshop = _room(user, bundle, json.loads(bundle.parts[STATE]))
    except (KeyError, TypeError, ValueError) as error:
        raise _not_outgoing(filename) from error
    Machine.objects.create(workshop=workshop, name="salle", public_key=sender.hex())
    return workshop, fingerprint(sender)


def _slug_is_taken(slug: str) -> bool:
    return Dossier.objects.filter(slug=slug).exists()


def _sender(data: bytes, filename: str) -> bytes:
    """Give the key that a bundle says it is signed with; `read_bundle` checks that it is."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(SIGNATURE) as part:
            told = json.loads(part.read(4_096))
        return _raw(told["key"])
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError, NotImplementedError) as error:
        raise _not_outgoing(filename) from error


def _raw(key: str) -> bytes:
    return base64.b64decode(key, validate=True)


def _not_outgoing(filename: str) -> UnreadableFile:
    return UnreadableFile(
        say(
            "{file} : ce n'est pas un paquet préparé pour un groupe de travail ; demandez au "
            "facilitateur celui de votre groupe.",
            file=filename,
        )
    )


def _room(user: User, bundle: Bundle, state: dict[str, Any]) -> Workshop:
    dossier = Dossier.objects.create(
        slug=bundle.dossier,
        title=str(state["dossier"]["title"])[:300],
        fictitious=bool(state["dossier"]["fictitious"]),
    )
    open_ledger(dossier)
    Membership.objects.create(user=user, dossier=dossier, role=Role.FACILITATOR)
    draft = add_version(
        dossier, state["round"]["draft"], state["round"]["file"], bundle.parts[DRAFT]
    )
    round_ = Round.objects.create(
        dossier=dossier, number=1, label=state["round"]["label"], draft=draft, opened=timezone.now()
    )
    workshop = Workshop.objects.create(
        id=UUID(bundle.id),
        dossier=dossier,
        round=round_,
        machine=state["machine"],
        **{name: state["workshop"][name] for name in WORKSHOP_FIELDS},
    )
    group = _group(workshop, state)
    keep_own(workshop, Ed25519PrivateKey.from_private_bytes(bundle.parts[KEY]), group)
    _keep(group, bundle.acts)
    record(
        dossier, Act.OPENED, actor_of(Seat.of(user.memberships.get(dossier=dossier))),
        subject_of(workshop), {"group": group.name, "machine": workshop.machine},
    )  # fmt: skip
    return workshop


def _group(workshop: Workshop, state: dict[str, Any]) -> WorkingGroup:
    told = {name: state["group"][name] for name in GROUP_FIELDS}
    group = WorkingGroup.objects.create(workshop=workshop, **told)
    for label, name in state["group"]["delegations"]:
        organisation, _ = Organisation.objects.get_or_create(label=label, defaults={"name": name})
        group.delegations.add(organisation)
    for one in state["items"]:
        fields = {name: one[name] for name in ITEM_FIELDS}
        Item.objects.create(id=UUID(one["id"]), workshop=workshop, group=group, **fields)
    return group


# Back in the room


@dataclass(frozen=True)
class Returned:
    """What came back: how many acts are new, and which are refused, each with why."""

    new: int
    refused: list[RefusedAct]


@transaction.atomic
def take_back_bundle(seat: Seat, workshop: Workshop, data: bytes, filename: str) -> Returned:
    """Merge what a group's laptop gives back; the same bundle again changes nothing.

    Raises:
        UnreadableFile: it is no bundle of this workshop, or is altered.
    """
    check(seat, workshop)
    bundle = read_bundle(data, trusted(workshop), filename, dossier=workshop.dossier.slug)
    machine = workshop.machines.select_related("group").get(name=bundle.machine)
    group = machine.group
    if group is None or bundle.id != str(workshop.pk):
        raise UnreadableFile(say("{file} : ce paquet est d'un autre atelier.", file=filename))
    clauses = [str(pk) for pk in group.items.values_list("pk", flat=True)]
    here = deeds_of(group)
    merged, refused = admit(here, bundle, clauses)
    new = _keep(group, [one for one in merged if one not in here])
    _take_summary(group, bundle, filename)
    record(
        workshop.dossier, Act.MERGED, actor_of(seat), subject_of(workshop),
        {"group": group.name, "machine": bundle.machine, "acts": new, "refused": len(refused),
         "sha256": hashlib.sha256(data).hexdigest()},
    )  # fmt: skip
    bump(workshop)
    return Returned(new, refused)


def _keep(group: WorkingGroup, deeds: list[GroupDeed] | tuple[GroupDeed, ...]) -> int:
    """Keep acts; one under an identity that another act has is left out, as from a copied disk."""
    kept = GroupAct.objects.bulk_create(
        [
            GroupAct(
                workshop=group.workshop,
                group=group,
                machine=deed.machine,
                sequence=deed.sequence,
                moment=deed.moment[:40],
                author=deed.author[:200],
                kind=deed.kind[:20],
                item_id=UUID(deed.clause),
                content=content_of(deed.told),
                after=list(deed.after),
            )
            for deed in deeds
        ],
        ignore_conflicts=True,
    )
    return len(kept)


def _take_summary(group: WorkingGroup, bundle: Bundle, filename: str) -> None:
    try:
        told = json.loads(bundle.parts.get(SUMMARY, b"{}"))
        for name in ("summary", "chair", "rapporteur"):
            if told.get(name):
                setattr(group, name, str(told[name])[: 200 if name != "summary" else None])
        for text, addressee in told.get("recommendations", ()):
            Recommendation.objects.get_or_create(
                workshop=group.workshop, group=group, text=str(text), addressee=str(addressee)[:200]
            )
    except (AttributeError, TypeError, ValueError) as error:
        raise UnreadableFile(
            say("{file} : le résumé du groupe ne peut pas être lu.", file=filename)
        ) from error
    group.save()
