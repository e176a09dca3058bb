"""The hashes of a Merkle tree (RFC 9162, section 2.1.1): SHA-256, leaves and nodes told apart."""

from __future__ import annotations

import hashlib

HASH_BYTES = 32
LEAF, NODE = b"\x00", b"\x01"
"""What stands before a leaf's and a node's bytes, so that neither can pass for the other."""
EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """Give the hash of an entry's bytes as a leaf: 32 bytes."""
    return hashlib.sha256(LEAF + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Give the hash of a node over its two children's."""
    return hashlib.sha256(NODE + left + right).digest()
