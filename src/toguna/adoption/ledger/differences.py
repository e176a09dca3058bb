"""Naming the entries in which a list of leaf hashes differs from the one that was signed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toguna.adoption.ledger.problems import Problem
from toguna.messages import Message, say

MOST = 20
"""So many runs of altered entries are named; more are not read by anybody."""


def differences(signed: Sequence[bytes], found: Sequence[bytes]) -> list[Problem]:
    """Say which entries were altered, removed, inserted, repeated or moved, at most `MOST`.

    Entries say their index, so that no two of a sound ledger are the same.
    """
    found_at = {leaf: place for place, leaf in reversed(list(enumerate(found)))}
    missing = {index for index, leaf in enumerate(signed) if leaf not in found_at}
    altered, inserted = _strange(signed, found, missing)
    problems = [
        *_runs(sorted(altered), say("altérée"), say("altérées")),
        *_runs(sorted(missing - altered), say("retirée"), say("retirées")),
        *_inserted(inserted),
        *_moved([found_at[leaf] for leaf in signed if leaf in found_at], found, signed),
    ]
    return problems[:MOST]


def _strange(
    signed: Sequence[bytes], found: Sequence[bytes], missing: set[int]
) -> tuple[set[int], list[int]]:
    """Give the entries that stand altered in their place, and the lines that should not be there.

    A strange line is an altered entry where the one that should follow the line before is missing.
    """
    index_of = {leaf: index for index, leaf in enumerate(signed)}
    altered: set[int] = set()
    inserted, seen, expected = [], set(), 0
    for place, leaf in enumerate(found):
        if leaf in index_of and leaf not in seen:
            seen.add(leaf)
            expected = index_of[leaf] + 1
        elif expected in missing:
            altered.add(expected)
            expected += 1
        else:
            inserted.append(place)
    return altered, inserted


def _runs(indices: Sequence[int], one: Message, several: Message) -> Iterator[Problem]:
    for first, last in runs(indices):
        if first == last:
            message = say("L'écriture n° {index} a été {what}.", index=first, what=one)
        else:
            message = say(
                "Les écritures n° {first} à {last} ont été {what}.",
                first=first,
                last=last,
                what=several,
            )
        yield Problem(message, index=first)


def _inserted(places: Sequence[int]) -> Iterator[Problem]:
    for first, last in runs(places):
        yield Problem(
            say(
                "Le registre a {count} écritures de trop, à partir de la ligne {line} : elles y "
                "ont été ajoutées ou répétées.",
                count=last - first + 1,
                line=first + 1,
            )
            if first != last
            else say(
                "Le registre a une écriture de trop, à la ligne {line} : elle y a été ajoutée ou "
                "répétée.",
                line=first + 1,
            ),
            index=first,
        )


def _moved(
    places: Sequence[int], found: Sequence[bytes], signed: Sequence[bytes]
) -> Iterator[Problem]:
    """Say, once, from where on the entries that are left stand in another order."""
    if list(places) == sorted(places):
        return
    place = min(one for one, other in zip(sorted(places), places, strict=True) if one != other)
    index = signed.index(found[place])
    yield Problem(
        say(
            "L'ordre des écritures a été changé : la ligne {line} porte l'écriture n° {index}.",
            line=place + 1,
            index=index,
        ),
        index=index,
    )


def runs(indices: Sequence[int]) -> list[tuple[int, int]]:
    """Give the runs of neighbours of rising numbers, each by its first and its last."""
    found: list[tuple[int, int]] = []
    for index in indices:
        if found and index == found[-1][1] + 1:
            found[-1] = (found[-1][0], index)
        else:
            found.append((index, index))
    return found
