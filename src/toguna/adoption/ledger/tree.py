"""A Merkle tree over leaf hashes, and what it proves (RFC 9162, section 2.1)."""

from __future__ import annotations

from collections.abc import Sequence

from toguna.adoption.ledger.hashing import EMPTY_ROOT, node_hash


class Tree:
    """A tree over leaf hashes, in order; any earlier state of it is a prefix of them.

    Built in n hashes; then a root or a proof takes some log2(n)² of them.
    """

    def __init__(self, hashes: Sequence[bytes]) -> None:
        self._levels = [list(hashes)]
        while len(below := self._levels[-1]) > 1:
            pairs = zip(below[::2], below[1::2], strict=False)
            self._levels.append([node_hash(left, right) for left, right in pairs])

    @property
    def size(self) -> int:
        """The number of leaves."""
        return len(self._levels[0])

    def root(self, size: int | None = None) -> bytes:
        """Give the root of the first `size` leaves (all of them if left out).

        Raises:
            ValueError: there are not so many.
        """
        size = self._known(size)
        return self._hash(0, size) if size else EMPTY_ROOT

    def inclusion(self, index: int, size: int | None = None) -> list[bytes]:
        """Prove that leaf `index` (from 0) is among the first `size`: hashes, leaf to root.

        Raises:
            ValueError: there is no such leaf.
        """
        size = self._known(size)
        if not 0 <= index < size:
            raise ValueError(f"no leaf {index} among {size}")
        return self._path(index, 0, size)

    def consistency(self, first: int, second: int | None = None) -> list[bytes]:
        """Prove that the tree of the first `first` leaves grew into that of the first `second`.

        The proof is empty where one of both is empty or they are the same.

        Raises:
            ValueError: `first` is above `second`, or there are not so many leaves.
        """
        second = self._known(second)
        if not 0 <= first <= second:
            raise ValueError(f"a tree of {first} leaves does not grow into one of {second}")
        return self._growth(first, 0, second, whole=True) if 0 < first < second else []

    def _known(self, size: int | None) -> int:
        size = self.size if size is None else size
        if not 0 <= size <= self.size:
            raise ValueError(f"a tree of {self.size} leaves has no state of {size}")
        return size

    def _hash(self, start: int, end: int) -> bytes:
        """Hash the leaves from `start` to `end`, where `start` is a subtree's first leaf."""
        count = end - start
        if count & (count - 1) == 0:
            level = count.bit_length() - 1
            return self._levels[level][start >> level]
        middle = start + split(count)
        return node_hash(self._hash(start, middle), self._hash(middle, end))

    def _path(self, index: int, start: int, end: int) -> list[bytes]:
        """PATH of RFC 9162, section 2.1.3.1."""
        if end - start == 1:
            return []
        middle = start + split(end - start)
        if index < middle:
            return [*self._path(index, start, middle), self._hash(middle, end)]
        return [*self._path(index, middle, end), self._hash(start, middle)]

    def _growth(self, first: int, start: int, end: int, *, whole: bool) -> list[bytes]:
        """SUBPROOF of RFC 9162, section 2.1.4.1; `first` counts from 0, not from `start`.

        `whole` says that what `first` cuts off is the whole of the earlier tree, whose root the
        verifier knows.
        """
        if first == end:
            return [] if whole else [self._hash(start, end)]
        middle = start + split(end - start)
        if first <= middle:
            return [*self._growth(first, start, middle, whole=whole), self._hash(middle, end)]
        return [*self._growth(first, middle, end, whole=False), self._hash(start, middle)]


def split(count: int) -> int:
    """Give the largest power of two below `count`, which is at least 2."""
    return 1 << ((count - 1).bit_length() - 1)
