"""Checking the proofs of a Merkle tree without the tree (RFC 9162, section 2.1)."""

from __future__ import annotations

from collections.abc import Sequence

from toguna.adoption.ledger.hashing import EMPTY_ROOT, node_hash


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> bool:
    """Tell whether a leaf hash is the one at `index` of the tree of `size` leaves with `root`.

    Section 2.1.3.2.
    """
    if not 0 <= index < size:
        return False
    node, last, reached = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if node & 1 or node == last:
            reached = node_hash(sibling, reached)
            node, last = _past_left_edge(node, last)
        else:
            reached = node_hash(reached, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and reached == root


def verify_consistency(
    first: int, second: int, first_root: bytes, second_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Tell whether the tree of `first` leaves is a prefix of that of `second` leaves.

    Section 2.1.4.2. An empty tree is a prefix of every tree; its root is known.
    """
    if first < 0 or first > second:
        return False
    if first == second:
        return not proof and first_root == second_root
    if first == 0:
        return not proof and first_root == EMPTY_ROOT
    hashes = [first_root, *proof] if first & (first - 1) == 0 else list(proof)
    return bool(hashes) and _grows(first, second, first_root, second_root, hashes)


def _grows(
    first: int, second: int, first_root: bytes, second_root: bytes, hashes: Sequence[bytes]
) -> bool:
    """Rebuild both roots from the node that both trees share, `hashes[0]`, upwards."""
    node, last = first - 1, second - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    earlier = later = hashes[0]
    for sibling in hashes[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            earlier, later = node_hash(sibling, earlier), node_hash(sibling, later)
            node, last = _past_left_edge(node, last)
        else:
            later = node_hash(later, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and earlier == first_root and later == second_root


def _past_left_edge(node: int, last: int) -> tuple[int, int]:
    """Climb from the last node of a level to the next one that is a right child.

    On the tree's right edge, levels where the node has no sibling have no hash in the proof.
    """
    while node and not node & 1:
        node, last = node >> 1, last >> 1
    return node, last
