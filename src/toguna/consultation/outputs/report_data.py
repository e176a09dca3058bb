"""What the report says, as plain data: the template only sets it in print."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from toguna.consultation.model import (
    Conflict,
    Consolidation,
    Group,
    Observation,
    Return,
    Tier,
    Unread,
)
from toguna.consultation.outputs.counts import Balance, Counts, Tally, count
from toguna.consultation.outputs.figures import bars, strip
from toguna.consultation.outputs.wordings import against, base_wording, rivals
from toguna.consultation.outputs.words import (
    KINDS,
    UNPLACED,
    cite,
    full_name,
    long_date,
    number_of,
    said,
    sender,
    shortened,
    supporters,
    thousands,
    thread,
    title,
)
from toguna.text.pdf.printable import printable_data

MOST_LISTED = 600
"""A longer list of all observations is left to the matrix."""
LISTED_LENGTH = 180
GROUP_LENGTH = 320
NAME_LENGTH = 60
COLUMNS = 3
"""Rival wordings side by side, the draft's first."""

Data = dict[str, Any]


def report_data(consolidation: Consolidation) -> Data:
    """Give everything that the report shows, in words that can be printed."""
    counts = count(consolidation)
    day = consolidation.date
    shown: Data = printable_data({
        "title": title(consolidation),
        "draft": shortened(consolidation.draft, NAME_LENGTH),
        "date": long_date(day) if day else "",
        "tiles": _tiles(counts),
        "summary": _summary(counts),
        "warnings": _warnings(consolidation, counts),
        "bars": bars(counts),
        "strip": strip(counts),
        "returns": [
            *(_return(consolidation, sent, counts) for sent in consolidation.returns),
            *(_refused(consolidation, unread) for unread in consolidation.unread),
        ],
        "by_nature": _tally(consolidation, counts.by_nature),
        "parts": [[p.name, p.observations, p.conflicts] for p in counts.parts],
        "tiers": [
            _tier(consolidation, tier, found)
            for tier in Tier
            if (found := [c for c in consolidation.conflicts if c.tier is tier])
        ],
        "groups": [_group(consolidation, group) for group in consolidation.groups],
        "unplaced": [_unplaced(o) for o in consolidation.observations if not o.clauses],
        "unread": [
            [u.file, sender(u.contributor), u.reason.render()] for u in consolidation.unread
        ],
        "balances": [_balance(balance) for balance in counts.balances],
        "kept": counts.kept,
        "total": number_of(counts.observations, "observation"),
        "listed": _listed(consolidation),
    })  # fmt: skip
    return shown


# The page that is read


def _tiles(counts: Counts) -> list[list[str]]:
    tiles = [
        (counts.contributors, "contributeur"),
        (counts.files, "fichier reçu"),
        (counts.observations, "observation"),
        (counts.groups, "convergence"),
        (counts.conflicts, "divergence"),
        (counts.unplaced, "à placer"),
    ]
    return [
        [
            thousands(number),
            noun if noun == "à placer" else number_of(number, noun).split(" ", 1)[1],
        ]
        for number, noun in tiles
    ]


def _summary(counts: Counts) -> list[str]:
    if not counts.observations:
        return ["Aucune observation n’a été reçue : le projet reste tel qu’il a été envoyé."]
    placed = counts.observations - counts.unplaced
    sentences = [
        f"Le dossier compte {number_of(counts.contributors, 'contributeur')} et "
        f"{number_of(counts.files, 'fichier reçu')}. L’atelier a devant lui "
        f"{number_of(counts.observations, 'observation')} ; la place de {thousands(placed)} "
        f"d’entre elles dans le projet est connue."
    ]
    if counts.groups:
        sentences.append(
            f"{number_of(counts.groups, 'convergence')} : plusieurs contributeurs demandent la "
            f"même chose, une seule réponse peut suffire."
        )
    if counts.conflicts:
        split = ", ".join(f"{name} : {number}" for name, number in counts.by_tier.items())
        sentences.append(
            f"{number_of(counts.conflicts, 'divergence')} ({split}) : toutes les demandes ne "
            f"peuvent être suivies à la fois, l’atelier doit trancher."
        )
    return sentences


def _warnings(consolidation: Consolidation, counts: Counts) -> list[str]:
    warnings = []
    if consolidation.unread:
        names = ", ".join(shortened(u.file, NAME_LENGTH) for u in consolidation.unread[:8])
        more = ", …" if len(consolidation.unread) > 8 else ""
        warnings.append(f"{number_of(len(consolidation.unread), 'fichier')} à redemander : "
                        f"{names}{more}.")  # fmt: skip
    if counts.unplaced:
        warnings.append(f"{number_of(counts.unplaced, 'observation')} à placer à la main.")
    if not counts.kept:
        warnings.append("Le bilan des comptes n’est pas juste : voir « Reçu = enregistré ».")
    return warnings


# Who sent what, counts


def _return(consolidation: Consolidation, sent: Return, counts: Counts) -> Data:
    mine = (sent.file, sent.contributor)
    found = [b for b in counts.balances if (b.file, b.contributor) == mine]
    return {
        "label": sender(sent.contributor),
        "name": full_name(consolidation, sent.contributor),
        "file": sent.file,
        "kind": KINDS.get(sent.kind, sent.kind),
        "observations": len(sent.observations),
        "found": [f"{line.sort} : {line.received}" for line in found],
        "notes": [note.render() for note in sent.notes],
    }


def _refused(consolidation: Consolidation, unread: Unread) -> Data:
    return {
        "label": sender(unread.contributor),
        "name": full_name(consolidation, unread.contributor),
        "file": unread.file,
        "kind": "non lu",
        "observations": "–",
        "found": ["voir « Fichiers qui n’ont pas pu être lus »"],
        "notes": [],
    }


def _tally(consolidation: Consolidation, tally: Tally) -> Data:
    columns = [column for column in tally.columns if tally.column_total(column)]
    return {
        "columns": columns,
        "rows": [
            {
                "label": row,
                "name": full_name(consolidation, row),
                "values": [*(tally.at(row, column) for column in columns), tally.row_total(row)],
            }
            for row in tally.rows
        ],
        "totals": [*map(tally.column_total, columns), tally.total],
    }


def _balance(line: Balance) -> list[str | int]:
    return [
        line.file,
        sender(line.contributor),
        line.sort,
        line.received,
        "–" if line.recorded is None else line.recorded,
        "oui" if line.kept else "NON",
    ]


# Divergences and convergences


def _tier(consolidation: Consolidation, tier: Tier, found: Sequence[Conflict]) -> Data:
    reasons = {conflict.reason.render() for conflict in found}
    shared = reasons.pop() if len(reasons) == 1 else ""
    return {
        "name": tier.value,
        "reason": shared,
        "conflicts": [_conflict(consolidation, conflict, shared) for conflict in found],
    }


def _conflict(consolidation: Consolidation, conflict: Conflict, shared: str) -> Data:
    base = base_wording(consolidation, conflict)
    reason = conflict.reason.render()
    columns = [
        {
            "head": "Avant-projet",
            "ids": "",
            "segments": [["keep", base.text]],
            "unchanged": False,
        },
        *(
            {
                "head": supporters(wording),
                "ids": ", ".join(wording.observations),
                "segments": [list(segment) for segment in against(base.text, wording.text)],
                "unchanged": wording.text == base.text,
            }
            for wording in rivals(conflict)
        ),
    ]
    return {
        "id": conflict.id,
        "where": cite(consolidation, conflict.clauses).replace("\n", " ; "),
        "who": ", ".join(dict.fromkeys(c for w in conflict.wordings for c in w.contributors)),
        "reason": "" if reason == shared else reason,
        "rows": _balanced(columns),
        "length": max(len(base.text), *(len(wording.text) for wording in conflict.wordings)),
    }


def _balanced(columns: list[Data]) -> list[list[Data]]:
    """Share columns out over as few rows as they need, each row as long as the others."""
    rows = -(-len(columns) // COLUMNS)
    size, longer = divmod(len(columns), rows)
    ends = [size * row + min(row, longer) for row in range(rows + 1)]
    return [columns[start:end] for start, end in pairwise(ends)]


def _group(consolidation: Consolidation, group: Group) -> Data:
    members = [consolidation.by_id[i] for i in group.observations if i in consolidation.by_id]
    wishes = dict.fromkeys(
        shortened(said(consolidation, member), GROUP_LENGTH) for member in members
    )
    return {
        "id": group.id,
        "where": cite(consolidation, group.clauses),
        "who": ", ".join(dict.fromkeys(member.contributor for member in members)),
        "how": "mêmes mots" if group.identical else "autres mots",
        "wishes": list(wishes)[: 1 if group.identical else len(wishes)],
    }


# Lists


def _unplaced(observation: Observation) -> Data:
    return {
        "id": observation.id,
        "label": observation.contributor,
        "source": f"{observation.file}, {observation.source}",
        "text": "\n".join(filter(None, [observation.text, thread(observation)])),
        "before": observation.before,
        "after": observation.after,
        "reason": observation.reason,
    }


def _listed(consolidation: Consolidation) -> list[Data] | None:
    """Give every observation on a line, by contributor; None where there are too many."""
    if len(consolidation.observations) > MOST_LISTED:
        return None
    by_label: dict[str, list[Observation]] = {}
    for observation in consolidation.observations:
        by_label.setdefault(observation.contributor, []).append(observation)
    order = [known.label for known in consolidation.contributors]
    labels = sorted(
        by_label, key=lambda label: order.index(label) if label in order else len(order)
    )
    return [
        {
            "label": label,
            "name": full_name(consolidation, label),
            "lines": [_line(consolidation, observation) for observation in by_label[label]],
        }
        for label in labels
    ]


def _line(consolidation: Consolidation, observation: Observation) -> list[str]:
    where = cite(consolidation, observation.clauses).replace("\n", " ; ")
    words = said(consolidation, observation)
    return [
        observation.id,
        "non placée" if where == UNPLACED else where,
        observation.nature.value,
        shortened(words, LISTED_LENGTH),
    ]
