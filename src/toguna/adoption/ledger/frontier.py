"""The right edge of a Merkle tree: all that is needed to take one more leaf in.

A tree of n leaves is a row of perfect trees, one for each bit that is set in n, the largest
first (a *compact range*). Appending merges those of equal size, as counting in binary carries.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass

from toguna.adoption.ledger.hashing import EMPTY_ROOT, HASH_BYTES, node_hash

SIZE = struct.Struct(">Q")


@dataclass(frozen=True, slots=True)
class Frontier:
    """The number of leaves, and the roots of the perfect trees they make, the largest first."""

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    @classmethod
    def of(cls, hashes: Iterable[bytes]) -> Frontier:
        """Give the frontier of a tree with these leaf hashes, in order."""
        frontier = cls()
        for one in hashes:
            frontier = frontier.append(one)
        return frontier

    def append(self, leaf: bytes) -> Frontier:
        """Give the frontier with one more leaf hash, in at most log2(size) hashes."""
        peaks, carried, size = list(self.peaks), leaf, self.size
        while size & 1:
            carried = node_hash(peaks.pop(), carried)
            size >>= 1
        return Frontier(self.size + 1, (*peaks, carried))

    @property
    def root(self) -> bytes:
        """The root of the tree; that of an empty one is the hash of nothing."""
        if not self.peaks:
            return EMPTY_ROOT
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = node_hash(peak, root)
        return root

    def encode(self) -> bytes:
        """Give it as bytes, to be kept: the size (8 bytes, big-endian), then the hashes."""
        return SIZE.pack(self.size) + b"".join(self.peaks)

    @classmethod
    def decode(cls, data: bytes) -> Frontier:
        """Read what `encode` gave.

        Raises:
            ValueError: it is something else.
        """
        if len(data) < SIZE.size:
            raise ValueError("a frontier starts with its size on 8 bytes")
        (size,) = SIZE.unpack_from(data)
        if len(data) != SIZE.size + HASH_BYTES * size.bit_count():
            raise ValueError(f"a frontier of {size} leaves has {size.bit_count()} hashes")
        starts = range(SIZE.size, len(data), HASH_BYTES)
        return cls(size, tuple(data[start : start + HASH_BYTES] for start in starts))
