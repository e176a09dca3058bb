"""The tree, its frontier and its proofs: known vectors, another implementation, and laws."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from toguna.adoption.ledger.frontier import Frontier
from toguna.adoption.ledger.hashing import leaf_hash
from toguna.adoption.ledger.proofs import verify_consistency, verify_inclusion
from toguna.adoption.ledger.tree import Tree

# The vectors of the Certificate Transparency project (RFC 6962, the same hashing as RFC 9162).
LEAVES = [
    bytes.fromhex(leaf)
    for leaf in [
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ]
]  # fmt: skip
ROOTS = """
e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d
fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125
aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77
d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7
4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4
76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef
ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c
5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328
""".split()
PATH_OF_0_IN_8 = """
96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7
5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e
6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4
""".split()
PATH_OF_5_IN_8 = """
bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b
ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0
d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7
""".split()
GROWTH_FROM_6_TO_8 = """
0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a
ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0
d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7
""".split()
MOST = 24
HASHES = [leaf_hash(str(number).encode()) for number in range(MOST)]
STATES = [(first, second) for second in range(MOST + 1) for first in range(second + 1)]


def hexes(hashes: list[bytes]) -> list[str]:
    return [one.hex() for one in hashes]


@pytest.mark.parametrize("size", range(9))
def test_the_known_roots(size: int) -> None:
    hashes = [leaf_hash(leaf) for leaf in LEAVES]

    assert Tree(hashes).root(size).hex() == ROOTS[size]
    assert Frontier.of(hashes[:size]).root.hex() == ROOTS[size]


def test_the_known_proofs() -> None:
    tree = Tree([leaf_hash(leaf) for leaf in LEAVES])

    assert hexes(tree.inclusion(0)) == PATH_OF_0_IN_8
    assert hexes(tree.inclusion(5)) == PATH_OF_5_IN_8
    assert hexes(tree.consistency(6, 8)) == GROWTH_FROM_6_TO_8
    assert tree.inclusion(0, 1) == []


@settings(deadline=None)
@given(st.lists(st.binary(max_size=40), min_size=1, max_size=150), st.data())
def test_another_implementation_agrees(entries: list[bytes], data: st.DataObject) -> None:
    ours, theirs = Tree([leaf_hash(one) for one in entries]), InmemoryTree()
    theirs.append_entries(entries)
    size = data.draw(st.integers(1, len(entries)))
    index = data.draw(st.integers(0, size - 1))

    assert ours.root(size) == theirs.get_root(size)
    assert ours.inclusion(index, size) == theirs.prove_inclusion(index + 1, size).path[1:]
    growth = ours.consistency(index + 1, size)
    roots = theirs.get_root(index + 1), theirs.get_root(size)
    assert verify_consistency(index + 1, size, *roots, growth)


@pytest.mark.parametrize("size", range(1, MOST + 1))
def test_a_leaf_is_proved_at_its_place_and_nowhere_else(size: int) -> None:
    tree = Tree(HASHES)
    root = tree.root(size)
    for index in range(size):
        proof = tree.inclusion(index, size)

        places = [
            i for i in range(-1, size + 2) if verify_inclusion(HASHES[index], i, size, proof, root)
        ]
        leaves = [leaf for leaf in HASHES if verify_inclusion(leaf, index, size, proof, root)]
        assert (places, leaves) == ([index], [HASHES[index]])
        assert not verify_inclusion(HASHES[index], index, size, [*proof, root], root)
        assert not proof or not verify_inclusion(HASHES[index], index, size, proof[:-1], root)


@pytest.mark.parametrize(("first", "second"), STATES)
def test_a_tree_is_proved_to_grow_from_its_past_and_no_other(first: int, second: int) -> None:
    tree = Tree(HASHES)
    earlier, later = tree.root(first), tree.root(second)
    proof = tree.consistency(first, second)
    other = Tree(HASHES[::-1])

    assert verify_consistency(first, second, earlier, later, proof)
    assert not verify_consistency(first, second, earlier, later, [*proof, later])
    assert not proof or not verify_consistency(first, second, earlier, later, proof[:-1])
    assert not verify_consistency(second + 1, second, earlier, later, proof)
    assert not verify_consistency(first, second, b"\0" * 32, later, proof)
    assert first == 0 or not verify_consistency(first, second, earlier, other.root(second), proof)


def test_what_a_tree_has_not_cannot_be_proved() -> None:
    tree = Tree(HASHES)

    for wrong in (
        lambda: tree.inclusion(3, 3),
        lambda: tree.inclusion(-1),
        lambda: tree.inclusion(0, MOST + 1),
        lambda: tree.consistency(5, 4),
        lambda: tree.consistency(-1, 4),
        lambda: tree.root(-1),
    ):
        with pytest.raises(ValueError, match="lea"):
            wrong()


@pytest.mark.parametrize("size", range(MOST + 1))
def test_a_frontier_is_kept_as_bytes(size: int) -> None:
    frontier = Frontier.of(HASHES[:size])
    data = frontier.encode()

    assert Frontier.decode(data) == frontier
    assert len(frontier.peaks) == size.bit_count()
    for wrong in (data + b"\0", data[:-1], b""):
        with pytest.raises(ValueError, match="frontier"):
            Frontier.decode(wrong)
