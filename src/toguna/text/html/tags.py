"""Writing elements of HTML: every text is escaped, every attribute quoted."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

EMPTY = frozenset({"br", "img", "meta", "hr"})


class Html(str):
    """A piece of HTML; any other string is text, to be escaped."""

    __slots__ = ()


def tag(name: str, /, *children: str, **attributes: str | int | None) -> Html:
    """Make an element; `class_` is the attribute class, `_` in a name a hyphen, None left out."""
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(str(value))}"
        for key, value in attributes.items()
        if value is not None
    )
    if name in EMPTY:
        return Html(f"<{name}{written}>")
    return Html(f"<{name}{written}>{joined(children)}</{name}>")


def joined(children: Iterable[str]) -> Html:
    """Put pieces together, texts escaped."""
    return Html("".join(c if isinstance(c, Html) else escape(c) for c in children))
