"""A receipt is checked alone: what it says holds, and whatever is changed in it is seen."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.adoption.ledger.story import key, ledger
from toguna.adoption.ledger.check_receipt import check_receipt
from toguna.adoption.ledger.hashing import leaf_hash
from toguna.adoption.ledger.head import sign_head
from toguna.adoption.ledger.receipt import Receipt
from toguna.adoption.ledger.tree import Tree
from toguna.text.errors import UnreadableFile

STORY = ledger()
DATA = STORY.receipt(2, 0).write()
Change = Callable[[dict[str, Any]], object]


def changed(change: Change) -> bytes:
    told = json.loads(DATA)
    change(told)
    return json.dumps(told).encode()


@pytest.mark.parametrize("head", [0, 1])
def test_a_ministry_checks_its_receipt_alone(head: int) -> None:
    checked = check_receipt(STORY.receipt(2, head).write())

    assert checked.holds
    assert (checked.entry.subject, checked.entry.actor.organisation) == ("obs-0002", "MDAC")
    assert checked.receipt.head == STORY.heads[head]


def test_a_head_of_another_dossier_is_seen_though_the_key_is_the_same() -> None:
    leaves = [leaf_hash(data) for data in STORY.entries]
    head = sign_head(
        STORY.signer, "autre", len(leaves), Tree(leaves).root(), "2026-03-02T00:00:00Z"
    )
    receipt = Receipt.build(STORY.entries[2], Tree(leaves), head, STORY.signer.public)

    (problem,) = check_receipt(receipt.write()).problems
    assert "du dossier « autre »" in str(problem.message)


def test_every_entry_has_a_receipt() -> None:
    receipts = [STORY.receipt(index) for index in range(len(STORY.entries))]

    assert all(check_receipt(one.write(), STORY.signer.public).holds for one in receipts)
    assert [Receipt.read(one.write()) for one in receipts] == receipts


def test_a_receipt_says_in_two_languages_what_it_proves() -> None:
    proves = STORY.receipt(2).proves

    assert "l'écriture n° 2 " in str(proves["fr"])
    assert "reçu : obs-0002, par MDAC" in str(proves["fr"])
    assert "entry no. 2 " in str(proves["en"])
    assert "received: obs-0002, by MDAC" in str(proves["en"])


def test_a_receipt_may_be_laid_out_otherwise() -> None:
    assert check_receipt(changed(lambda told: None)).holds
    assert check_receipt(b"\xef\xbb\xbf" + DATA.replace(b"\n", b"\r\n")).holds


def test_a_receipt_holds_against_the_published_key_only() -> None:
    assert check_receipt(DATA, STORY.signer.public).holds

    (problem,) = check_receipt(DATA, key(2).public).problems
    assert key(2).public.fingerprint in str(problem.message)


def test_a_forger_who_signs_everything_anew_is_seen_by_the_published_key() -> None:
    forged = ledger(seed=2).receipt(2).write()

    assert check_receipt(forged).holds
    assert not check_receipt(forged, STORY.signer.public).holds


def put(*path: object, value: object) -> Change:
    def change(told: Any) -> None:
        *steps, last = path
        for step in steps:
            told = told[step]
        told[last] = value

    return change


OTHER = ledger(middle=5)
PROBLEMS: dict[str, Change] = {
    "another entry": put("entry", value=STORY.entries[3].decode()),
    "an entry of other words": put(
        "entry", value=STORY.entries[2].decode().replace("fond", "forme")
    ),
    "another index": put("index", value=3),
    "a shorter proof": lambda told: told["proof"].pop(),
    "a longer proof": lambda told: told["proof"].append("00" * 32),
    "another proof": put("proof", 0, value="00" * 32),
    "another size": put("head", "size", value=5),
    "another root": put("head", "root", value="00" * 32),
    "another moment": put("head", "at", value="2026-03-01T05:00:00Z"),
    "another dossier": put("head", "dossier", value="autre"),
    "another key": put("key", value=key(2).public.write().decode()),
    "another signature": put("head", "signature", value="00" * 64),
    "another head": put("head", value=OTHER.heads[1].told),
    "other words": put("proves", "fr", value="Ce récépissé prouve l'adoption."),
    "more words": put("proves", "bm", value="Nin b'a jira"),
}


@pytest.mark.parametrize("change", PROBLEMS.values(), ids=PROBLEMS.keys())
def test_what_was_changed_in_a_receipt_is_seen(change: Change) -> None:
    assert check_receipt(changed(change)).problems


REFUSED: dict[str, bytes] = {
    "nothing": b"",
    "no JSON": b"%PDF-1.7",
    "a list": b"[]",
    "a bomb": b"[" * 200_000,
    "a long number": b'{"index":' + b"9" * 100_000 + b"}",
    "too large": b" " * (8 << 20) + DATA,
    "cut": DATA[:-20],
    "other bytes": b"\xff\xfe" + DATA,
    "a field twice": DATA.replace(b'"index": 2,', b'"index": 2, "index": 2,'),
    "a field less": changed(lambda told: told.pop("proof")),
    "a field more": changed(put("proof2", value=1)),
    "a proof of numbers": changed(put("proof", value=[1, 2])),
    "a proof in words": changed(put("proof", value="abc")),
    "no entry": changed(put("entry", value="{}")),
    "half a character": changed(put("entry", value="\ud800")),
    "half a character in the key": changed(put("key", value="\ud800")),
    "no head": changed(put("head", value=None)),
    "no key": changed(put("key", value="clé")),
    "half a character in the head": changed(put("head", "dossier", value="\ud800")),
    "a size beyond all measure": changed(put("head", "size", value=10**4000)),
    "an index beyond all measure": changed(put("index", value=10**4000)),
    "another schema": changed(put("schema", value="toguna/receipt/9")),
    "a fraction": changed(put("index", value=2.0)),
}


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_receipt_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(UnreadableFile) as refused:
        check_receipt(data)
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 200


@settings(deadline=None)
@given(st.integers(0, len(DATA) - 1), st.integers(1, 255))
def test_no_byte_is_changed_unseen(place: int, mask: int) -> None:
    data = DATA[:place] + bytes([DATA[place] ^ mask]) + DATA[place + 1 :]
    try:
        checked = check_receipt(data)
    except UnreadableFile:
        return
    assert checked.problems or checked.receipt == Receipt.read(DATA)


@pytest.mark.parametrize(("index", "head"), [(4, 0), (8, 0)])
def test_no_receipt_is_made_where_the_head_does_not_hold_the_entry(index: int, head: int) -> None:
    with pytest.raises(ValueError, match="no leaf"):
        STORY.receipt(index, head)


def test_no_receipt_is_made_of_other_leaves() -> None:
    other = Tree([leaf_hash(data) for data in reversed(STORY.entries)])

    with pytest.raises(ValueError, match="does not hold"):
        Receipt.build(STORY.entries[2], other, STORY.heads[1], STORY.signer.public)
