"""How the words of a redline are shown: signs and names beside colours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from toguna.consultation.redline.model import Fate, Mark, Row, Segment
from toguna.web.templatetags.toguna import SHAPES

register = template.Library()
Ranks = Mapping[str, int]
COMES = '<ins class="by-{}{}"><span class="aloud">{}</span>{}</ins>'
GOES = '<del class="by-{}{}"><span class="aloud">{}</span>{}</del>'


@register.simple_tag
def redlined(segments: Sequence[Segment], ranks: Ranks) -> SafeString:
    """Show words with what comes in underlined, what goes struck out, and who asks for it.

    Who asks is said once after words that one changes without a break.
    """
    pieces: list[str] = []
    for number, one in enumerate(segments):
        after = segments[number + 1] if number + 1 < len(segments) else None
        pieces.append(_changed(one, ranks))
        if one.mark.who and (after is None or after.mark.who != one.mark.who):
            pieces.append(_who(one.mark.who, ranks))
    return mark_safe("".join(pieces))  # each piece is escaped  # noqa: S308


def _changed(one: Segment, ranks: Ranks) -> str:
    words = escape(one.text)
    if one.mark.stays:
        return words
    comes = one.mark.fate is Fate.INSERTED
    said = _("ajouté : ") if comes else _("supprimé : ")
    if one.mark.moved:
        said = _("déplacé ici : ") if comes else _("déplacé d'ici : ")
    first = number_of(one.mark.who[0], ranks) if one.mark.who else SHAPES - 1
    moved = " moved" if one.mark.moved else ""
    return format_html(COMES if comes else GOES, first, moved, said, words)


def number_of(label: str, ranks: Ranks) -> int:
    """Give the number of a contributor's colour and shape."""
    rank = ranks.get(label)
    return (sum(label.encode()) if rank is None else rank) % SHAPES


def _who(labels: Sequence[str], ranks: Ranks) -> str:
    marks = [
        format_html('<span class="who who-{}">{}</span>', number_of(label, ranks), label)
        for label in labels
    ]
    return format_html('<span class="askers">{}</span>', mark_safe("".join(marks)))  # noqa: S308


@register.simple_tag
def asked_by(mark: Mark, ranks: Ranks) -> SafeString:
    """Show who asks for the change of a row or of the end of a paragraph."""
    return mark_safe(_who(mark.who, ranks) if mark.who else "")  # escaped there  # noqa: S308


@register.filter
def fate(row: Row) -> str:
    """Say what happens to a row: "ins", "del" or nothing."""
    return "" if row.mark.stays else row.mark.fate.value
