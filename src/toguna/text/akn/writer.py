"""Writing a document in Akoma Ntoso.

It is a `doc` named "strategie": a strategy states what a government means to do; it is neither
an act, which binds by itself, nor a statement, which a body makes in its own name.
"""

from __future__ import annotations

from lxml import etree

from toguna.text.akn.body import AknBody
from toguna.text.akn.identity import Identity
from toguna.text.akn.meta import Meta
from toguna.text.akn.names import akn
from toguna.text.document import Document
from toguna.text.rendering.reader import rendering


def akoma_ntoso(document: Document, identity: Identity | None = None) -> bytes:
    """Write a document; without an `identity`, it has its title and the day 1980-01-01."""
    shown = rendering(document)
    body = AknBody(shown)
    meta = Meta(identity or Identity(shown.title), body.names.by_clause)
    made = akn("doc", meta.element(), name="strategie")
    if len(body.cover):
        made.append(body.cover)
    made.append(body.main)
    root = akn("akomaNtoso", made)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def names_of_clauses(document: Document) -> dict[str, str]:
    """Give the `eId` of each clause, by the clause's own id."""
    return AknBody(rendering(document)).names.by_clause
