"""Which clauses of the draft an edit touches."""

from __future__ import annotations

from toguna.text.clauses import Clause
from toguna.text.document import Document
from toguna.weave.edits import Edit, is_whole
from toguna.weave.operations import CutRow, Operation, Put, PutRow


def touched(edit: Edit, base: Document) -> list[Clause]:
    """Give the clauses that an edit touches, in the order of its operations, each once."""
    found = (clause_of(operation, base) for operation in edit.operations)
    return list(dict.fromkeys(clause for clause in found if clause is not None))


def clause_of(operation: Operation, base: Document) -> Clause | None:
    """Give the clause that an operation touches: for a new paragraph, the one that it follows."""
    clauses = base.clauses
    if isinstance(operation, CutRow):
        return clauses.at(operation.story, operation.block, operation.row)
    if isinstance(operation, PutRow):
        row = max(0, operation.row - 1)
        return clauses.at(operation.story, operation.block, row)
    if isinstance(operation, Put) and is_whole(operation, base):
        return clauses.at(operation.story, max(0, operation.block - 1))
    return clauses.at(operation.story, operation.block)
