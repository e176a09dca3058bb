"""Entries: one form, nothing but it read back; sealed content; keys and heads."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.adoption.ledger.story import DOSSIER, OPENING, RAPPORTEUR, acts, entry, key, moment
from toguna.adoption.ledger.acts import Act
from toguna.adoption.ledger.canonical import GREATEST, Json, decode, encode
from toguna.adoption.ledger.entry import Entry, entry_bytes, is_path, opens, read_entry
from toguna.adoption.ledger.head import Head, head_bytes, read_head, sign_head
from toguna.adoption.ledger.keys import PublicKey, SigningKey
from toguna.adoption.ledger.restricted import Opening
from toguna.text.errors import UnreadableFile

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
LEAVES = st.none() | st.booleans() | st.integers(-GREATEST, GREATEST) | TEXTS
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3)
)


def test_an_entry_is_written_in_one_form() -> None:
    told = entry(3, Act.VOTED, "c-1", payload={"pour": 4, "contre": 1, "é": "œ\n"})

    assert entry_bytes(told).decode() == (
        '{"act":"voté","actor":{"organisation":"ANSI","person":"Awa Traoré","role":"rapporteur"},'
        '"at":"2026-03-01T03:00:00Z","dossier":"snc-2026-2030","files":{},"index":3,'
        '"payload":{"contre":1,"pour":4,"é":"œ\\n"},"restricted":null,"schema":"toguna/entry/1",'
        '"subject":"c-1"}'
    )


def test_keys_are_in_the_order_of_utf_16_as_rfc_8785_wants() -> None:
    assert encode({"\uffee": 1, "😀": 2, "a": 3}).decode() == '{"a":3,"😀":2,"\uffee":1}'


@settings(deadline=None)
@given(VALUES)
def test_a_value_is_read_back_from_its_one_form(value: Json) -> None:
    data = encode(value)

    assert decode(data) == value
    assert json.loads(data) == value
    assert b"\n" not in data


@settings(deadline=None)
@given(st.dictionaries(TEXTS, VALUES, max_size=3), TEXTS.filter(bool), st.sampled_from(Act))
def test_an_entry_is_read_back(payload: dict[str, Json], subject: str, act: Act) -> None:
    told = Entry(DOSSIER, 7, act, moment(7), RAPPORTEUR, subject, payload)

    assert read_entry(entry_bytes(told)) == told


@pytest.mark.parametrize(
    "value",
    [0.5, float("nan"), 2**53, "\ud800", {"\ud800": 1}, {1: 2}, b"x", {1}, [[[0.5]]]],
    ids=repr,
)
def test_what_has_no_form_is_refused(value: Json) -> None:
    with pytest.raises(UnreadableFile):
        entry_bytes(entry(0, Act.DECIDED, "c-1", payload={"x": value}))


def test_depth_and_size_are_bounded() -> None:
    deep: Json = []
    for _ in range(40):
        deep = [deep]
    with pytest.raises(UnreadableFile):
        entry_bytes(entry(0, Act.DECIDED, "c-1", payload={"x": deep}))
    with pytest.raises(UnreadableFile, match="octets"):
        entry_bytes(entry(0, Act.DECIDED, "c-1", payload={"x": "a" * (1 << 20)}))
    with pytest.raises(UnreadableFile, match="octets"):
        read_entry(b" " * (1 << 20) + b"{}")


GOOD = acts()[0]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"[" * 100_000,
        b"\xff\xfe",
        b"\xef\xbb\xbf" + GOOD,
        b" " + GOOD,
        GOOD + b"\r",
        GOOD.replace(b'"index":0', b'"index":0.0'),
        GOOD.replace(b'"index":0', b'"index":-1'),
        GOOD.replace(b'"index":0', b'"index":true'),
        GOOD.replace(b'"index":0', b'"index":' + b"9" * 5_000),
        GOOD.replace(b'"index":0', b'"index":0,"index":0'),
        GOOD.replace(b'"index":0', b'"index":NaN'),
        GOOD.replace(b"ouvert", b"inconnu"),
        GOOD.replace(b'"payload":{}', b'"payload":[]'),
        GOOD.replace(b'"person":', b'"personne":'),
        GOOD.replace(b"avant-projet.md", b"../secret"),
        GOOD.replace(b"T00:00:00Z", b"T00:00:00"),
        GOOD.replace(b"2026-03-01", b"2026-02-30"),
        GOOD.replace(b"entry/1", b"entry/2"),
        GOOD.replace(b"snc-2026-2030", b""),
        GOOD.replace(b'"restricted":null', b'"restricted":"AB"'),
    ],
    ids=lambda data: repr(data[:30]),
)
def test_what_is_no_entry_is_refused_in_one_sentence(data: bytes) -> None:
    assert data != GOOD
    with pytest.raises(UnreadableFile) as refused:
        read_entry(data)
    assert "\n" not in str(refused.value)


def test_only_paths_inside_the_dossier_are_cited() -> None:
    assert all(map(is_path, ["a", "a/b.docx", "pièces/été.pdf", ".x", "...", "ledgers/a"]))
    wrong = ["", ".", "/a", "../a", "a/../b", "a//b", "a/", "a\\b", "C:/a", "ledger/a", "Ledger/a"]
    assert not any(map(is_path, wrong))


def test_sealed_content_is_opened_by_its_opening_alone() -> None:
    sealed = read_entry(acts()[7])

    assert opens(sealed, Opening.read(OPENING.write()))
    assert not opens(sealed, replace(OPENING, content=OPENING.content + b" "))
    assert not opens(sealed, replace(OPENING, salt=bytes(32)))
    assert not opens(read_entry(acts()[0]), OPENING)
    assert b"clois" not in acts()[7]
    with pytest.raises(ValueError, match="salt"):
        _ = Opening(b"short", b"").commitment


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"[1]", OPENING.write().replace(b"opening/1", b"opening/9"),
     OPENING.write().replace(b'"content": "', b'"content": "?'),
     OPENING.write().replace(b"0001", b"00zz")],
)  # fmt: skip
def test_what_is_no_opening_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile):
        Opening.read(data)


def test_a_key_is_kept_behind_a_passphrase() -> None:
    signer = SigningKey.generate()
    closed = signer.write("mil barka")

    assert b"ENCRYPTED" in closed
    assert SigningKey.read(closed, "mil barka").public == signer.public
    assert SigningKey.read(signer.write()).public == signer.public
    assert PublicKey.read(signer.public.write()) == signer.public
    for pem, passphrase in [(closed, None), (closed, "autre"), (b"rien", None)]:
        with pytest.raises(UnreadableFile):
            SigningKey.read(pem, passphrase)
    for pem in (
        b"",
        signer.write(),
        b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
    ):
        with pytest.raises(UnreadableFile):
            PublicKey.read(pem)


def test_a_head_is_signed_and_read_back() -> None:
    signer, other = key(), key(2)
    head = sign_head(signer, DOSSIER, 9, bytes(32), moment(9))

    assert read_head(head_bytes(head)) == head
    assert head.is_signed_by(signer.public)
    assert not head.is_signed_by(other.public)
    for changed in (
        replace(head, size=8),
        replace(head, dossier="autre"),
        replace(head, root=b"\1" * 32),
        replace(head, at=moment(10)),
    ):
        assert not changed.is_signed_by(signer.public)
    with pytest.raises(UnreadableFile):
        sign_head(signer, DOSSIER, 9, bytes(32), "hier")


def test_a_head_names_the_key_that_signed_it() -> None:
    signer = key()
    nameless = Head(DOSSIER, 9, bytes(32), moment(9), "00" * 32)
    signed = replace(nameless, signature=signer.sign(nameless.signed_bytes))

    assert not signed.is_signed_by(signer.public)
