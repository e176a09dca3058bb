"""Checking a receipt alone: no network, no dossier, nothing but the file and, better, a key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toguna.adoption.ledger.entry import Entry, read_entry
from toguna.adoption.ledger.hashing import leaf_hash
from toguna.adoption.ledger.keys import PublicKey
from toguna.adoption.ledger.problems import ASK_FINGERPRINT, Problem
from toguna.adoption.ledger.proofs import verify_inclusion
from toguna.adoption.ledger.receipt import Receipt, words
from toguna.messages import say


@dataclass(frozen=True, slots=True)
class Checked:
    """A receipt, its entry, and what does not hold of it (nothing: it is good)."""

    receipt: Receipt
    entry: Entry
    problems: tuple[Problem, ...]

    @property
    def holds(self) -> bool:
        """Whether the receipt proves what it says."""
        return not self.problems


def check_receipt(data: bytes, key: PublicKey | None = None) -> Checked:
    """Check a receipt's file, against the published key where it is given.

    Raises:
        UnreadableFile: it is no receipt; the sentence says why, without a full stop.
    """
    receipt = Receipt.read(data)
    entry = read_entry(receipt.entry)
    return Checked(receipt, entry, tuple(_problems(receipt, entry, key)))


def _problems(receipt: Receipt, entry: Entry, key: PublicKey | None) -> Iterator[Problem]:
    head, index = receipt.head, entry.index
    if key is not None and key != receipt.key:
        yield other_key(receipt.key, key)
    if not head.is_signed_by(receipt.key):
        yield Problem(
            say("La signature du registre n'est pas celle de cette clé : ce récépissé est faux."),
            index=index,
        )
    if entry.dossier != head.dossier:
        yield Problem(
            say(
                "L'écriture est du dossier « {one} », la signature du dossier « {other} ».",
                one=entry.dossier,
                other=head.dossier,
            ),
            index=index,
        )
    leaf = leaf_hash(receipt.entry)
    if receipt.index != index or not verify_inclusion(
        leaf, index, head.size, receipt.proof, head.root
    ):
        yield Problem(
            say(
                "L'écriture n° {index} n'est pas celle qui a été signée : elle, son numéro ou la "
                "preuve ont été changés.",
                index=index,
            ),
            index=index,
        )
    if receipt.proves != words(entry, head):
        yield Problem(
            say("Les phrases qui disent ce que le récépissé prouve ont été changées."), index=index
        )


def other_key(found: PublicKey, published: PublicKey) -> Problem:
    """Say that a key is not the one that was given as the published one."""
    return Problem(
        say(
            "La clé n'est pas celle qui est publiée : son empreinte est {found}, et non "
            "{published}.",
            found=found.fingerprint,
            published=published.fingerprint,
        ),
        ASK_FINGERPRINT,
    )
