"""A receipt: one entry, the proof that a signed head holds it, and the key; checked alone.

The file is JSON laid out for people; its layout may change on the way (line ends, indents), what
it says may not.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from toguna.adoption.ledger.canonical import Json, parse
from toguna.adoption.ledger.entry import Entry, read_entry
from toguna.adoption.ledger.fields import Fields
from toguna.adoption.ledger.hashing import leaf_hash
from toguna.adoption.ledger.head import Head, head_of
from toguna.adoption.ledger.keys import PublicKey
from toguna.adoption.ledger.proofs import verify_inclusion
from toguna.adoption.ledger.tree import Tree
from toguna.messages import say
from toguna.text.errors import UnreadableFile

SCHEMA = "toguna/receipt/1"
NAMES = ("schema", "proves", "entry", "index", "proof", "head", "key")
MAX_RECEIPT_BYTES = 8 << 20
FRENCH = (
    "Ce récépissé prouve que l'écriture n° {index} du registre du dossier « {dossier} » ({act} : "
    "{subject}, par {organisation}, {at}) est dans le registre tel qu'il a été signé avec {size} "
    "écritures le {signed}. Si elle en était retirée ou changée, ce récépissé le montrerait. Il "
    "ne prouve pas que ce qu'elle dit est vrai. La clé est celle de l'administration si son "
    "empreinte est celle que l'administration a publiée. Pour le vérifier, sans réseau : toguna "
    "verify, suivi du nom de ce fichier."
)
ENGLISH = (
    "This receipt proves that entry no. {index} of the ledger of the dossier “{dossier}” ({act}: "
    "{subject}, by {organisation}, {at}) is in the ledger as it was signed with {size} entries on "
    "{signed}. Were it removed or changed, this receipt would show it. It does not prove that "
    "what the entry says is true. The key is the administration's if its fingerprint is the one "
    "that the administration has published. To check it, without a network: toguna verify, then "
    "the name of this file."
)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a receipt says.

    `entry` are the entry's canonical bytes; `proof` are hashes from leaf to root; `proves` are the
    words that say what it proves, by language ("fr", "en").
    """

    entry: bytes
    index: int
    proof: tuple[bytes, ...]
    head: Head
    key: PublicKey
    proves: Mapping[str, Json]

    @classmethod
    def build(cls, entry: bytes, tree: Tree, head: Head, key: PublicKey) -> Receipt:
        """Make the receipt of an entry, with the leaves of (at least) a signed head.

        Raises:
            ValueError: the head does not hold the entry, or the leaves are not the head's.
            UnreadableFile: `entry` is no entry.
        """
        told = read_entry(entry)
        proof = tuple(tree.inclusion(told.index, head.size))
        if not verify_inclusion(leaf_hash(entry), told.index, head.size, proof, head.root):
            raise ValueError(f"the head does not hold entry {told.index}")
        return cls(entry, told.index, proof, head, key, words(told, head))

    def write(self) -> bytes:
        """Write the receipt's file: JSON, UTF-8."""
        told = {
            "schema": SCHEMA,
            "proves": dict(self.proves),
            "entry": self.entry.decode("utf-8"),
            "index": self.index,
            "proof": [one.hex() for one in self.proof],
            "head": self.head.told,
            "key": self.key.write().decode("ascii"),
        }
        return json.dumps(told, ensure_ascii=False, indent=2).encode("utf-8") + b"\n"

    @classmethod
    def read(cls, data: bytes) -> Receipt:
        """Read a receipt's file; that it has this form says nothing of its truth.

        Raises:
            UnreadableFile: it is something else; the sentence says what, without a full stop.
        """
        if len(data) > MAX_RECEIPT_BYTES:
            raise UnreadableFile(say("ce fichier est trop grand pour être un récépissé"))
        try:
            fields = Fields(parse(data), NAMES)
        except ValueError as error:
            raise UnreadableFile(say("ce n'est pas du JSON, ou il est abîmé")) from error
        fields.schema(SCHEMA)
        return cls(
            fields.text("entry").encode(),
            fields.number("index"),
            tuple(fields.hashes("proof")),
            head_of(fields.record("head")),
            PublicKey.read(fields.text("key").encode()),
            fields.record("proves"),
        )


def words(entry: Entry, head: Head) -> dict[str, Json]:
    """Say in French and in English what the receipt of an entry proves."""
    values = {
        "index": entry.index,
        "dossier": entry.dossier,
        "subject": entry.subject,
        "organisation": entry.actor.organisation,
        "at": entry.at,
        "size": head.size,
        "signed": head.at,
    }
    return {
        "fr": FRENCH.format(act=entry.act.value, **values),
        "en": ENGLISH.format(act=entry.act.english, **values),
    }
