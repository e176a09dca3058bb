"""Checking an exported dossier: every entry against the signed heads, every file against entries.

A ledger that was cut off at its end together with its last heads is a sound shorter ledger: only
a head or a receipt that somebody kept from before shows it. They are taken as `known`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from toguna.adoption.ledger.check_receipt import other_key
from toguna.adoption.ledger.contents import Contents, Read, read_contents
from toguna.adoption.ledger.differences import MOST, differences
from toguna.adoption.ledger.entry import LEDGER_FOLDER, Entry
from toguna.adoption.ledger.exported import HEADS, LEAVES, cited_files, roots_at
from toguna.adoption.ledger.head import Head
from toguna.adoption.ledger.kept_heads import known_problems
from toguna.adoption.ledger.keys import PublicKey
from toguna.adoption.ledger.problems import Problem
from toguna.messages import say


@dataclass(frozen=True, slots=True)
class DossierCheck:
    """What was checked, and what does not hold (nothing: the dossier is good).

    `files` were compared with the entries that cite them; of `uncited` ones no entry speaks, so
    that nothing is said of them. `withheld` are the entries that this copy does not show.
    """

    size: int
    head: Head | None
    key: PublicKey | None
    files: tuple[str, ...]
    uncited: tuple[str, ...]
    withheld: tuple[int, ...]
    problems: tuple[Problem, ...]

    @property
    def holds(self) -> bool:
        """Whether the dossier is as it was signed."""
        return not self.problems


def check_dossier(
    read: Read,
    names: Collection[str],
    key: PublicKey | None = None,
    known: Sequence[Head] = (),
) -> DossierCheck:
    """Check a dossier whose files `read` gives by path and `names` lists.

    `key` is the published key, `known` are heads that were kept from before (those of receipts
    too).

    Raises:
        UnreadableFile: the ledger is too large, or `read` raises it.
    """
    contents = read_contents(read)
    problems = [*contents.problems, *_key_problems(contents, key)]
    problems += _head_problems(contents)
    problems += _entry_problems(contents)
    problems += known_problems(contents, known)
    cited = cited_files(contents.entries.values())
    problems += _file_problems(cited, read)
    return DossierCheck(
        len(contents.leaves),
        contents.heads[-1] if contents.heads else None,
        contents.key,
        tuple(sorted(cited)),
        tuple(sorted(name for name in names if name not in cited and not _is_ledger(name))),
        tuple(contents.withheld),
        tuple(problems),
    )


def _is_ledger(name: str) -> bool:
    return name.startswith(f"{LEDGER_FOLDER}/")


def _key_problems(contents: Contents, published: PublicKey | None) -> Iterator[Problem]:
    if published is not None and contents.key is not None and contents.key != published:
        yield other_key(contents.key, published)


def _head_problems(contents: Contents) -> Iterator[Problem]:
    """Say what is wrong with the heads by themselves."""
    if not contents.heads:
        yield Problem(say("Aucune signature : rien ne garantit ce registre ({file}).", file=HEADS))
    for number, head in enumerate(contents.heads, 1):
        if contents.key is not None and not head.is_signed_by(contents.key):
            yield Problem(
                say(
                    "{file}, ligne {line} : la signature n'est pas celle de la clé du dossier.",
                    file=HEADS,
                    line=number,
                )
            )
    for number, (earlier, later) in enumerate(pairwise(contents.heads), 2):
        if earlier.size >= later.size or earlier.dossier != later.dossier:
            yield Problem(
                say(
                    "{file}, ligne {line} : cette signature ne suit pas la précédente ; des lignes "
                    "ont été déplacées, répétées ou prises ailleurs.",
                    file=HEADS,
                    line=number,
                )
            )


def _entry_problems(contents: Contents) -> list[Problem]:
    """Name the entries that differ from what was signed, or contradict themselves."""
    heads = contents.heads
    roots = roots_at(contents.leaves, {head.size for head in heads})
    wrong = next((head for head in heads if roots.get(head.size) != head.root), None)
    if wrong is None:
        return [*contents.unread, *_unsigned_tail(contents), *_contradictions(contents)]
    listed = contents.listed
    named = differences(listed, contents.leaves) if listed and _is_signed(listed, heads) else []
    if named:
        return named
    sound_to = max((head.size for head in heads[: heads.index(wrong)]), default=0)
    return [*contents.unread, _somewhere(sound_to, wrong, len(contents.leaves))]


def _is_signed(listed: Sequence[bytes], heads: Sequence[Head]) -> bool:
    """Tell whether a list of leaves is all that was signed: then it can be relied on."""
    roots = roots_at(listed, {head.size for head in heads})
    return len(listed) == heads[-1].size and all(
        roots.get(head.size) == head.root for head in heads
    )


def _unsigned_tail(contents: Contents) -> Iterator[Problem]:
    signed = contents.heads[-1].size if contents.heads else 0
    if contents.heads and signed < len(contents.leaves):
        yield Problem(
            say(
                "Les écritures à partir du n° {index} ne sont couvertes par aucune signature : "
                "elles ont été ajoutées après la dernière, ou une signature a été retirée.",
                index=signed,
            ),
            index=signed,
        )


def _somewhere(sound_to: int, head: Head, size: int) -> Problem:
    """Say between which signatures the ledger differs, where nothing tells more."""
    if size < head.size:
        message = say(
            "Le registre a {size} écritures, la signature du {at} en compte {signed} : il a été "
            "coupé, ou des écritures en ont été retirées.",
            size=size,
            at=head.at,
            signed=head.size,
        )
    else:
        message = say(
            "Une écriture au moins, du n° {first} au n° {last}, a été altérée, retirée, ajoutée ou "
            "déplacée : la signature du {at} ne lui correspond pas.",
            first=sound_to,
            last=head.size - 1,
            at=head.at,
        )
    return Problem(message, index=sound_to)


def _contradictions(contents: Contents) -> list[Problem]:
    """Hold what was signed against itself: a signature may be set under something wrong."""
    entries = contents.entries
    problems = [
        _out_of_place(entry, place) for place, entry in entries.items() if entry.index != place
    ]
    if contents.heads:
        dossier = contents.heads[-1].dossier
        problems += [_of_another(one) for one in entries.values() if one.dossier != dossier]
    if contents.listed != contents.leaves:
        problems.append(
            Problem(
                say(
                    "{file} : cette liste manque ou a été changée ; les écritures, elles, sont "
                    "celles qui ont été signées.",
                    file=LEAVES,
                )
            )
        )
    return problems[:MOST]


def _out_of_place(entry: Entry, place: int) -> Problem:
    return Problem(
        say(
            "L'écriture n° {index} est à la ligne {line} : l'ordre n'est pas celui des numéros.",
            index=entry.index,
            line=place + 1,
        ),
        index=place,
    )


def _of_another(entry: Entry) -> Problem:
    return Problem(
        say(
            "L'écriture n° {index} est d'un autre dossier, « {dossier} ».",
            index=entry.index,
            dossier=entry.dossier,
        ),
        index=entry.index,
    )


def _file_problems(cited: dict[str, tuple[str, int]], read: Read) -> Iterator[Problem]:
    for path, (sha256, index) in sorted(cited.items()):
        data = read(path)
        if data is None:
            yield Problem(
                say(
                    "{file} : ce fichier manque, et l'écriture n° {index} le cite.",
                    file=path,
                    index=index,
                ),
                index=index,
            )
        elif hashlib.sha256(data).hexdigest() != sha256:
            yield Problem(
                say(
                    "{file} : ce fichier n'est pas celui que cite l'écriture n° {index}.",
                    file=path,
                    index=index,
                ),
                index=index,
            )
