"""The machines of a workshop and their keys: this one, and one for each bundle that goes out."""

from __future__ import annotations

import hashlib

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from toguna.web.domain.sealed import cipher
from toguna.web.models import Machine, WorkingGroup, Workshop


def own_machine(workshop: Workshop) -> Machine:
    """Give this machine, with a key made where it has none yet."""
    found = workshop.machines.filter(name=workshop.machine).first()
    return found or keep_own(workshop, Ed25519PrivateKey.generate())


def keep_own(
    workshop: Workshop, key: Ed25519PrivateKey, group: WorkingGroup | None = None
) -> Machine:
    """Keep the key of this machine, enciphered with the site's secret."""
    return Machine.objects.create(
        workshop=workshop,
        group=group,
        name=workshop.machine,
        public_key=key.public_key().public_bytes_raw().hex(),
        private_key=cipher("room").encrypt(key.private_bytes_raw()),
    )


def key_of(machine: Machine) -> Ed25519PrivateKey:
    """Give the key of this machine."""
    return Ed25519PrivateKey.from_private_bytes(cipher("room").decrypt(bytes(machine.private_key)))


def fingerprint(public: bytes) -> str:
    """Give what people compare by eye: the first 16 figures of the key's SHA-256, in fours."""
    figures = hashlib.sha256(public).hexdigest()[:16].upper()
    return " ".join(figures[at : at + 4] for at in range(0, 16, 4))


def own_fingerprint(workshop: Workshop) -> str:
    """Give the fingerprint of this machine's key, "" before its first bundle."""
    found = workshop.machines.filter(name=workshop.machine).first()
    return "" if found is None else fingerprint(bytes.fromhex(found.public_key))


def trusted(workshop: Workshop) -> dict[bytes, str]:
    """Give the machines whose bundles are taken in: those that a bundle was made for."""
    others = workshop.machines.exclude(name=workshop.machine)
    return {bytes.fromhex(one.public_key): one.name for one in others}
