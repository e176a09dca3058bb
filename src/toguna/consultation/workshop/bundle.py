"""The bundle of a working group: it goes out to a laptop and comes back, signed.

A bundle is a zip of `manifest.json`, its signature, the acts and other parts. What comes back is
treated as hostile: its sizes are bounded, its names checked, its signature verified before
anything else of it is believed, and a group's machine may act on the group's clauses alone.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from toguna.consultation.workshop.acts import Act, content_of, merge
from toguna.messages import say
from toguna.text.errors import UnreadableFile
from toguna.text.package import ZIP_EPOCH, Package

SCHEMA = "toguna/bundle/1"
MANIFEST, SIGNATURE, ACTS, PARTS = "manifest.json", "signature.json", "actes.json", "pieces/"
MAX_BYTES = 128 << 20
MAX_ACTS = 100_000
NAME = re.compile(r"[\w(][\w .()'-]{0,120}")
"""How a part may be named: no folder, nothing that leads out of one."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """What travels: the group's clauses, the state that it starts from, the acts, other files.

    `id` names the sending-out, `group` the working group, `base` is the SHA-256 of the state of
    the dossier that went out; `parts` are files by plain name. `machine` is whose key signed it,
    known once it was read.
    """

    dossier: str
    id: str
    group: str
    clauses: tuple[str, ...]
    base: str
    acts: tuple[Act, ...] = ()
    parts: Mapping[str, bytes] = field(default_factory=dict)
    machine: str = ""


def write_bundle(bundle: Bundle, key: Ed25519PrivateKey) -> bytes:
    """Write a bundle, signed with the key of the machine that sends it.

    Raises:
        ValueError: a part's name is not a plain one.
    """
    if not all(NAME.fullmatch(name) for name in bundle.parts):
        raise ValueError(f"parts need plain names: {list(bundle.parts)}")
    files = {ACTS: _json([_told(act) for act in merge(bundle.acts)])}
    files |= {PARTS + name: bundle.parts[name] for name in sorted(bundle.parts)}
    manifest = _json(
        {
            "schema": SCHEMA,
            "dossier": bundle.dossier,
            "bundle": bundle.id,
            "group": bundle.group,
            "clauses": list(bundle.clauses),
            "base": bundle.base,
            "parts": {name: hashlib.sha256(data).hexdigest() for name, data in files.items()},
        }
    )
    signature = {
        "key": _base64(key.public_key().public_bytes_raw()),
        "signature": _base64(key.sign(_signed(manifest))),
    }
    return _zipped({MANIFEST: manifest, SIGNATURE: _json(signature), **files})


def read_bundle(
    data: bytes, trusted: Mapping[bytes, str], filename: str, *, dossier: str = ""
) -> Bundle:
    """Read a bundle that a known machine signed; `trusted` are machines by raw public key.

    `dossier` is the one that it must be of, where it is given.

    Raises:
        UnreadableFile: it is no bundle, is damaged or too large, is of another dossier, or is not
            signed by a machine that is known; the message says which.
    """
    package = _opened(data, filename)
    manifest = package.read(MANIFEST)
    machine = _signer(manifest, package.read(SIGNATURE), trusted, filename)
    told = _object(_parsed(manifest, filename), filename)
    if told.get("schema") != SCHEMA:
        raise _no_bundle(filename)
    if dossier and told.get("dossier") != dossier:
        raise UnreadableFile(
            say("{file} : ce paquet est d'un autre dossier ({other}).",
                file=filename, other=told.get("dossier"))
        )  # fmt: skip
    files = _checked(package, told.get("parts"), filename)
    return Bundle(
        _text(told, "dossier", filename),
        _text(told, "bundle", filename),
        _text(told, "group", filename),
        tuple(_strings(told.get("clauses"), filename)),
        _text(told, "base", filename),
        _acts(files[ACTS], filename),
        {name.removeprefix(PARTS): files[name] for name in files if name != ACTS},
        machine,
    )


# Reading


def _opened(data: bytes, filename: str) -> Package:
    if len(data) > MAX_BYTES or not data.startswith(b"PK"):
        raise _no_bundle(filename)
    package = Package(data, filename)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
    plain = all(
        name in (MANIFEST, SIGNATURE, ACTS)
        or (name.startswith(PARTS) and NAME.fullmatch(name.removeprefix(PARTS)))
        for name in names
    )
    if not plain or len(set(names)) != len(names) or not {MANIFEST, SIGNATURE, ACTS} <= set(names):
        raise _no_bundle(filename)
    return package


def _signer(manifest: bytes, signature: bytes, trusted: Mapping[bytes, str], filename: str) -> str:
    told = _object(_parsed(signature, filename), filename)
    try:
        key = base64.b64decode(_text(told, "key", filename), validate=True)
        given = base64.b64decode(_text(told, "signature", filename), validate=True)
    except (binascii.Error, ValueError) as error:
        raise _no_bundle(filename) from error
    if key not in trusted:
        raise UnreadableFile(
            say(
                "{file} : ce paquet est signé par une machine qui n'est pas de l'atelier ; "
                "vérifiez d'où il vient.",
                file=filename,
            )
        )
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(given, _signed(manifest))
    except (InvalidSignature, ValueError) as error:
        raise _altered(filename) from error
    return trusted[key]


def _checked(package: Package, told: object, filename: str) -> dict[str, bytes]:
    """Give the parts that the manifest names, each with the bytes that it had."""
    hashes = _object(told, filename)
    if set(hashes) != set(package.names) - {MANIFEST, SIGNATURE}:
        raise _altered(filename)
    files = {name: package.read(name) for name in hashes}
    if any(hashlib.sha256(data).hexdigest() != hashes[name] for name, data in files.items()):
        raise _altered(filename)
    return files


def _acts(data: bytes, filename: str) -> tuple[Act, ...]:
    told = _parsed(data, filename)
    if not isinstance(told, list) or len(told) > MAX_ACTS:
        raise _no_bundle(filename)
    return merge(_act(_object(one, filename), filename) for one in told)


def _act(told: dict[str, Any], filename: str) -> Act:
    sequence = told.get("sequence")
    if not isinstance(sequence, int) or isinstance(sequence, bool) or sequence < 1:
        raise _no_bundle(filename)
    return Act(
        _text(told, "machine", filename),
        sequence,
        _text(told, "moment", filename),
        _text(told, "author", filename),
        _text(told, "kind", filename),
        _text(told, "clause", filename),
        content_of(_object(told.get("content"), filename)),
        tuple(_strings(told.get("after"), filename)),
    )


def _told(act: Act) -> dict[str, Any]:
    return {
        "machine": act.machine,
        "sequence": act.sequence,
        "moment": act.moment,
        "author": act.author,
        "kind": act.kind,
        "clause": act.clause,
        "content": act.told,
        "after": list(act.after),
    }


def _parsed(data: bytes, filename: str) -> object:
    """Read JSON whose texts can be written again."""
    try:
        told = json.loads(data)
        json.dumps(told, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise _no_bundle(filename) from error
    else:
        return told


def _object(told: object, filename: str) -> dict[str, Any]:
    if not isinstance(told, dict):
        raise _no_bundle(filename)
    return told


def _text(told: dict[str, Any], key: str, filename: str) -> str:
    found = told.get(key)
    if not isinstance(found, str):
        raise _no_bundle(filename)
    return found


def _strings(told: object, filename: str) -> list[str]:
    if not isinstance(told, list) or not all(isinstance(one, str) for one in told):
        raise _no_bundle(filename)
    return told


def _no_bundle(filename: str) -> UnreadableFile:
    return UnreadableFile(
        say(
            "{file} : ce n'est pas un paquet de groupe de travail ; demandez le fichier que la "
            "machine du groupe a préparé.",
            file=filename,
        )
    )


def _altered(filename: str) -> UnreadableFile:
    return UnreadableFile(
        say(
            "{file} : ce paquet a été modifié ou abîmé depuis sa signature ; demandez-le à "
            "nouveau à la machine du groupe.",
            file=filename,
        )
    )


# Writing


def _signed(manifest: bytes) -> bytes:
    """Give what is signed: a signature made for something else can never serve here."""
    return SCHEMA.encode() + b"\0" + manifest


def _json(told: object) -> bytes:
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _zipped(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, ZIP_EPOCH), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
