"""A small ledger for the tests: a fictitious dossier, from its first return to its adoption."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from toguna.adoption.ledger.acts import Act
from toguna.adoption.ledger.entry import Actor, Entry, entry_bytes
from toguna.adoption.ledger.exported import export_files, roots_at
from toguna.adoption.ledger.hashing import leaf_hash
from toguna.adoption.ledger.head import Head, sign_head
from toguna.adoption.ledger.keys import SigningKey
from toguna.adoption.ledger.receipt import Receipt
from toguna.adoption.ledger.restricted import Opening
from toguna.adoption.ledger.tree import Tree

DOSSIER = "snc-2026-2030"
OPENING = Opening(bytes(range(32)), "Le réseau du ministère n'est pas cloisonné.".encode())
DRAFT = "Avant-projet de stratégie (fictif).\n".encode()
FINAL = "Stratégie adoptée (fictive).\n".encode()
FILES = {"avant-projet.md": DRAFT, "textes/final.md": FINAL, "note.txt": b"hors registre\n"}
RAPPORTEUR = Actor("ANSI", "rapporteur", "Awa Traoré")
DEFENCE = Actor("MDAC", "contributeur")
COUNCIL = Actor("Conseil des ministres", "instance")


def key(seed: int = 1) -> SigningKey:
    """A key that is the same each time."""
    return SigningKey(Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32))


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def moment(number: int) -> str:
    return f"2026-03-{1 + number // 24:02}T{number % 24:02}:00:00Z"


def entry(index: int, act: Act, subject: str, actor: Actor = RAPPORTEUR, **more: object) -> Entry:
    return Entry(DOSSIER, index, act, moment(index), actor, subject, **more)  # type: ignore[arg-type]


def acts(middle: int = 7) -> list[bytes]:
    """A dossier's entries: opened, `middle` observations received, one of them sealed, adopted."""
    entries = [entry(0, Act.OPENED, "tour-1", files={"avant-projet.md": sha256(DRAFT)})]
    entries += [
        entry(index, Act.RECEIVED, f"obs-{index:04}", DEFENCE, payload={"nature": "fond"})
        for index in range(1, middle)
    ]
    entries.append(entry(middle, Act.RECEIVED, "obs-sec", DEFENCE, restricted=OPENING.commitment))
    final = {"textes/final.md": sha256(FINAL)}
    entries.append(entry(middle + 1, Act.ADOPTED, "version-3", COUNCIL, files=final))
    return [entry_bytes(one) for one in entries]


def heads(entries: Sequence[bytes], sizes: Sequence[int], signer: SigningKey) -> list[Head]:
    """Signed heads of the first so many entries."""
    roots = roots_at(map(leaf_hash, entries), set(sizes))
    return [sign_head(signer, DOSSIER, size, roots[size], moment(size)) for size in sizes]


@dataclass(frozen=True)
class Ledger:
    """A ledger with two heads: after four entries and at the end."""

    entries: list[bytes]
    signer: SigningKey
    heads: list[Head]

    @property
    def tree(self) -> Tree:
        return Tree([leaf_hash(data) for data in self.entries])

    def receipt(self, index: int, head: int = -1) -> Receipt:
        return Receipt.build(self.entries[index], self.tree, self.heads[head], self.signer.public)

    def exported(self) -> dict[str, bytes]:
        return export_files(self.entries, self.heads, self.signer.public, FILES)


def ledger(middle: int = 7, seed: int = 1) -> Ledger:
    entries, signer = acts(middle), key(seed)
    return Ledger(entries, signer, heads(entries, [4, len(entries)], signer))
