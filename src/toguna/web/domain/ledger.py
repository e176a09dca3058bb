"""Writing the ledger of a dossier: every act appends one entry, in the act's own transaction.

An act that fails leaves no entry, and an entry that cannot be written undoes its act.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import UTC, datetime

from django.db import transaction
from django.utils import timezone

from toguna.adoption.ledger.acts import Act
from toguna.adoption.ledger.canonical import Json, encode
from toguna.adoption.ledger.entry import Actor, Entry, entry_bytes
from toguna.adoption.ledger.frontier import Frontier
from toguna.adoption.ledger.hashing import leaf_hash
from toguna.adoption.ledger.head import head_bytes, read_head, sign_head
from toguna.adoption.ledger.keys import PublicKey, SigningKey
from toguna.adoption.ledger.receipt import Receipt
from toguna.adoption.ledger.restricted import SALT_BYTES, Opening
from toguna.adoption.ledger.tree import Tree
from toguna.web.domain.sealed import cipher
from toguna.web.models import Dossier, Ledger, LedgerEntry, LedgerHead
from toguna.web.permissions import Seat

SITE = Actor("Toguna", "site")
"""Who acts when a task does: reading, linking and grouping are the program's."""


def open_ledger(dossier: Dossier) -> Ledger:
    """Make the ledger of a new dossier, with a key of its own."""
    key = SigningKey.generate()
    return Ledger.objects.create(
        dossier=dossier,
        frontier=Frontier().encode(),
        private_key=cipher("ledger").encrypt(key.write()),
        public_key=key.public.write().decode(),
    )


def actor_of(seat: Seat) -> Actor:
    """Tell the actor of a seat."""
    organisation = seat.organisation.label if seat.organisation else "Toguna"
    return Actor(organisation, seat.role, str(seat.user))


@transaction.atomic
def record(
    dossier: Dossier,
    act: Act,
    actor: Actor,
    subject: str,
    payload: Mapping[str, Json] | None = None,
    files: Mapping[str, str] | None = None,
    restricted: Json = None,
) -> LedgerEntry:
    """Append an act to the ledger of a dossier.

    `files` are digests by path, as an export of the dossier has them; `restricted` is content
    that the entry commits to and that is kept apart.

    Raises:
        UnreadableFile: the payload has something that an entry cannot say.
    """
    ledger = Ledger.objects.select_for_update().get(dossier=dossier)
    opening = (
        None if restricted is None else Opening(secrets.token_bytes(SALT_BYTES), encode(restricted))
    )
    now = timezone.now()
    canonical = entry_bytes(
        Entry(
            dossier.slug,
            ledger.size,
            act,
            moment(now),
            actor,
            subject,
            payload or {},
            files or {},
            None if opening is None else opening.commitment,
        )
    )
    leaf = leaf_hash(canonical)
    frontier = Frontier.decode(bytes(ledger.frontier)).append(leaf)
    entry = LedgerEntry.objects.create(
        ledger=ledger,
        index=ledger.size,
        act=act.value,
        subject=subject,
        at=now,
        canonical=canonical,
        leaf_hash=leaf,
        opening=None if opening is None else opening.write().decode(),
    )
    ledger.size, ledger.frontier = frontier.size, frontier.encode()
    ledger.save(update_fields=["size", "frontier"])
    return entry


def moment(when: datetime) -> str:
    """Write a moment as entries have it (2025-07-03T14:00:00Z)."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@transaction.atomic
def head_of(dossier: Dossier) -> LedgerHead:
    """Give the signed head of all entries so far, signing one where there is none yet."""
    ledger = Ledger.objects.select_for_update().get(dossier=dossier)
    found = ledger.heads.filter(size=ledger.size).first()
    if found is not None:
        return found
    now = timezone.now()
    frontier = Frontier.decode(bytes(ledger.frontier))
    signed = sign_head(_key(ledger), dossier.slug, ledger.size, frontier.root, moment(now))
    return LedgerHead.objects.create(
        ledger=ledger, size=ledger.size, signed=head_bytes(signed), at=now
    )


def receipt_for(entry: LedgerEntry) -> bytes:
    """Write the receipt of an entry, against a head of all entries so far."""
    ledger = entry.ledger
    head = read_head(bytes(head_of(ledger.dossier).signed))
    leaves = ledger.entries.filter(index__lt=head.size).values_list("leaf_hash", flat=True)
    tree = Tree([bytes(leaf) for leaf in leaves])
    key = PublicKey.read(ledger.public_key.encode())
    return Receipt.build(bytes(entry.canonical), tree, head, key).write()


def fingerprint(dossier: Dossier) -> str:
    """Give the fingerprint of the key that signs a dossier's ledger."""
    return PublicKey.read(dossier.ledger.public_key.encode()).fingerprint


def signing_key(dossier: Dossier) -> SigningKey:
    """Give the key that signs a dossier's ledger."""
    return _key(dossier.ledger)


def check_kept(dossier: Dossier) -> None:
    """Hold the entries that the database keeps against their hashes and the ledger's frontier.

    Raises:
        ValueError: an entry, the frontier or the key is not what it was.
    """
    ledger = Ledger.objects.get(dossier=dossier)
    frontier = Frontier()
    rows = ledger.entries.order_by("index").values_list("index", "canonical", "leaf_hash")
    for index, canonical, leaf in rows.iterator(500):
        if index != frontier.size or leaf_hash(bytes(canonical)) != bytes(leaf):
            raise ValueError(f"entry {frontier.size} of the ledger is not what it was")
        frontier = frontier.append(bytes(leaf))
    if frontier.encode() != bytes(ledger.frontier) or frontier.size != ledger.size:
        raise ValueError("the frontier of the ledger is not that of its entries")
    if _key(ledger).public.write().decode() != ledger.public_key:
        raise ValueError("the key of the ledger is another")


def _key(ledger: Ledger) -> SigningKey:
    return SigningKey.read(cipher("ledger").decrypt(bytes(ledger.private_key)))
