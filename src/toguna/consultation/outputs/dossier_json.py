"""Everything that one consolidation knows, as data for other programs.

The form is described by `schema/dossier.schema.json` and by `docs/reference/dossier-json.md`.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from toguna.consultation.model import (
    Conflict,
    Consolidation,
    Contributor,
    Group,
    Observation,
    Return,
)
from toguna.consultation.outputs.counts import Counts, Tally, count
from toguna.consultation.outputs.words import cite, clauses_of, page, title
from toguna.text.document import Place
from toguna.weave.edits import Edit
from toguna.weave.operations import (
    Cut,
    CutBlock,
    CutRow,
    Operation,
    Put,
    PutRow,
    Reformat,
)

SCHEMA = "toguna/dossier/1"

Data = dict[str, Any]


def write(consolidation: Consolidation) -> bytes:
    """Write a consolidation as JSON: UTF-8, two-space indent, the same bytes every time."""
    text = json.dumps(dossier(consolidation), ensure_ascii=False, indent=2)
    return text.encode("utf-8", "replace") + b"\n"


def dossier(consolidation: Consolidation) -> Data:
    """Give a consolidation as plain data."""
    return {
        "schema": SCHEMA,
        "date": consolidation.date,
        "draft": _draft(consolidation),
        "contributors": [_contributor(known) for known in consolidation.contributors],
        "returns": [_return(sent) for sent in consolidation.returns],
        "unread": [
            {"file": u.file, "contributor": u.contributor, "reason": u.reason.render()}
            for u in consolidation.unread
        ],
        "observations": [_observation(consolidation, o) for o in consolidation.observations],
        "groups": [_group(group) for group in consolidation.groups],
        "conflicts": [_conflict(consolidation, conflict) for conflict in consolidation.conflicts],
        "consolidated": {"sha256": _sha256(consolidation.docx)},
        "counts": _counts(count(consolidation)),
    }


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _draft(consolidation: Consolidation) -> Data:
    return {
        "file": consolidation.draft,
        "sha256": consolidation.document.word.package.sha256,
        "title": title(consolidation),
    }


def _contributor(contributor: Contributor) -> Data:
    return {"label": contributor.label, "name": contributor.name}


def _return(sent: Return) -> Data:
    return {
        "file": sent.file,
        "contributor": sent.contributor,
        "kind": sent.kind,
        "counts": dict(sorted(sent.counts.items())),
        "notes": [note.render() for note in sent.notes],
        "observations": [observation.id for observation in sent.observations],
    }


def _observation(consolidation: Consolidation, observation: Observation) -> Data:
    clauses = clauses_of(consolidation, observation.clauses)
    return {
        "id": observation.id,
        "contributor": observation.contributor,
        "person": observation.person,
        "date": observation.date,
        "file": observation.file,
        "source": observation.source,
        "origin": observation.origin.value,
        "changes": list(observation.changes),
        "nature": observation.nature.value,
        "clauses": list(observation.clauses),
        "cited": cite(consolidation, observation.clauses) if clauses else None,
        "page": int(page(consolidation, observation) or 0) or None,
        "place": _place(observation.place),
        "placing": observation.placing.value,
        "doubt": observation.doubt,
        "before": observation.before,
        "after": observation.after,
        "text": observation.text,
        "reason": observation.reason,
        "replies": [
            {"person": reply.person, "date": reply.date, "text": reply.text}
            for reply in observation.replies
        ],
        "resolved": observation.resolved,
        "edit": _edit(observation.edit) if observation.edit else None,
    }


def _place(place: Place | None) -> Data | None:
    if place is None:
        return None
    return {"story": place.story, "block": place.block, "offset": place.offset}


def _edit(edit: Edit) -> Data:
    return {
        "kind": edit.kind.value,
        "number": edit.number,
        "derived": edit.derived,
        "operations": [_operation(operation) for operation in edit.operations],
    }


def _operation(operation: Operation) -> Data:
    """Give an operation in the draft's coordinates."""
    at: Data = {"story": operation.story, "block": operation.block}
    if isinstance(operation, Cut):
        return {"do": "cut", **at, "start": operation.start, "end": operation.end}
    if isinstance(operation, Reformat):
        return {"do": "reformat", **at, "start": operation.start, "end": operation.end}
    if isinstance(operation, Put):
        words = "".join(item.shown for item in operation.items)
        return {"do": "put", **at, "offset": operation.offset, "text": words}
    if isinstance(operation, PutRow):
        return {"do": "put_row", **at, "row": operation.row, "text": operation.shown}
    if isinstance(operation, CutRow):
        return {"do": "cut_row", **at, "row": operation.row}
    assert isinstance(operation, CutBlock)
    return {"do": "cut_block", **at}


def _group(group: Group) -> Data:
    return {
        "id": group.id,
        "clauses": list(group.clauses),
        "observations": list(group.observations),
        "identical": group.identical,
    }


def _conflict(consolidation: Consolidation, conflict: Conflict) -> Data:
    return {
        "id": conflict.id,
        "tier": conflict.tier.value,
        "clauses": list(conflict.clauses),
        "cited": cite(consolidation, conflict.clauses),
        "observations": list(conflict.observations),
        "reason": conflict.reason.render(),
        "wordings": [
            {
                "contributors": list(wording.contributors),
                "text": wording.text,
                "observations": list(wording.observations),
            }
            for wording in conflict.wordings
        ],
    }


def _counts(counts: Counts) -> Data:
    return {
        "observations": counts.observations,
        "unplaced": counts.unplaced,
        "contributors": counts.contributors,
        "files": counts.files,
        "unread": counts.files_unread,
        "groups": counts.groups,
        "conflicts": counts.conflicts,
        "kept": counts.kept,
        "by_nature": _tally(counts.by_nature),
        "by_origin": _tally(counts.by_origin),
        "by_tier": counts.by_tier,
        "parts": [
            {"name": p.name, "observations": p.observations, "conflicts": p.conflicts}
            for p in counts.parts
        ],
        "balances": [
            {
                "file": balance.file,
                "contributor": balance.contributor,
                "sort": balance.sort,
                "received": balance.received,
                "recorded": balance.recorded,
                "kept": balance.kept,
            }
            for balance in counts.balances
        ],
    }


def _tally(tally: Tally) -> Data:
    return {row: {column: tally.at(row, column) for column in tally.columns} for row in tally.rows}
