"""A ledger as files of an exported dossier.

`ledger/entries.jsonl` has one canonical entry a line (or what withholds it), `ledger/heads.jsonl`
one head a line, `ledger/leaves.txt` the hash of each leaf (it only serves to name the entry that
was altered), `ledger/key.pub.pem` the key. The files that entries cite stand beside it, by their
paths.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from toguna.adoption.ledger.entry import LEDGER_FOLDER, Entry, is_path, read_entry
from toguna.adoption.ledger.frontier import Frontier
from toguna.adoption.ledger.hashing import leaf_hash
from toguna.adoption.ledger.head import Head, head_bytes
from toguna.adoption.ledger.keys import PublicKey
from toguna.adoption.ledger.withheld import Withheld

ENTRIES, HEADS, LEAVES, KEY = (
    f"{LEDGER_FOLDER}/{name}"
    for name in ("entries.jsonl", "heads.jsonl", "leaves.txt", "key.pub.pem")
)


def export_files(
    entries: Sequence[bytes],
    heads: Sequence[Head],
    key: PublicKey,
    files: Mapping[str, bytes],
    withheld: Collection[int] = (),
) -> dict[str, bytes]:
    """Give the files of a dossier with its ledger, by path.

    `entries` are canonical bytes, all of them, in order; `heads` are signed, each of more entries
    than the one before, the last one of all. `files` are the dossier's files. `withheld` are the
    entries, each with a commitment, of which this copy shows nothing but a hash.

    Raises:
        ValueError: they do not hold together, so that the export would not verify.
        UnreadableFile: an entry is none.
    """
    told = [read_entry(data) for data in entries]
    _check_indices(told)
    _check_heads(entries, heads, key)
    _check_withheld(told, withheld)
    _check_files([entry for entry in told if entry.index not in withheld], files)
    lines = [
        Withheld(index, leaf_hash(data)).write() if index in withheld else data
        for index, data in enumerate(entries)
    ]
    return {
        ENTRIES: b"".join(line + b"\n" for line in lines),
        HEADS: b"".join(head_bytes(head) + b"\n" for head in heads),
        LEAVES: leaves_bytes(map(leaf_hash, entries)),
        KEY: key.write(),
        **files,
    }


def leaves_bytes(leaves: Iterable[bytes]) -> bytes:
    """Write leaf hashes, one a line."""
    return b"".join(leaf.hex().encode() + b"\n" for leaf in leaves)


def cited_files(entries: Iterable[Entry]) -> dict[str, tuple[str, int]]:
    """Give what each cited file should be: its SHA-256, and the entry that says so.

    A file that was replaced by a later version is cited again; the last entry holds.
    """
    return {
        path: (sha256, entry.index) for entry in entries for path, sha256 in entry.files.items()
    }


def _check_indices(entries: Sequence[Entry]) -> None:
    for place, entry in enumerate(entries):
        if entry.index != place:
            raise ValueError(f"entry {entry.index} stands at {place}")


def _check_heads(entries: Sequence[bytes], heads: Sequence[Head], key: PublicKey) -> None:
    if not heads or heads[-1].size != len(entries):
        raise ValueError("the last head is not of all entries: sign one")
    if any(one.size >= other.size for one, other in pairwise(heads)):
        raise ValueError("heads are in order, each of more entries than the one before")
    roots = roots_at(map(leaf_hash, entries), {head.size for head in heads})
    for head in heads:
        if roots[head.size] != head.root or not head.is_signed_by(key):
            raise ValueError(f"the head of {head.size} entries does not hold")


def _check_withheld(entries: Sequence[Entry], withheld: Collection[int]) -> None:
    for index in withheld:
        if not 0 <= index < len(entries) or entries[index].restricted is None:
            raise ValueError(f"entry {index} commits to nothing: it cannot be withheld")


def _check_files(entries: Iterable[Entry], files: Mapping[str, bytes]) -> None:
    for path in files:
        if not is_path(path):
            raise ValueError(f"{path} is no path inside the dossier")
    for path, (sha256, index) in cited_files(entries).items():
        if path not in files or hashlib.sha256(files[path]).hexdigest() != sha256:
            raise ValueError(f"{path} is not as entry {index} says")


def roots_at(leaves: Iterable[bytes], sizes: set[int]) -> dict[int, bytes]:
    """Give the roots of the trees of so many first leaves, for the sizes that there are."""
    frontier = Frontier()
    roots = {0: frontier.root}
    for leaf in leaves:
        frontier = frontier.append(leaf)
        if frontier.size in sizes:
            roots[frontier.size] = frontier.root
    return roots
