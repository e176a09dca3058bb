"""What templates say in the reader's language, and how they show it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timesince import timesince, timeuntil
from django.utils.timezone import now
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from toguna.consultation.outputs.wordings import Segment, against
from toguna.messages import Message, translation
from toguna.web.domain.told import Told, message_of

register = template.Library()
SHAPES = 8
MANY_HOURS, MANY_DAYS = timedelta(days=1), timedelta(days=31)
"""Between them a span is told in days: "9 jours" says more than "1 semaine"."""


@register.filter
def said(message: Message | Told | str) -> str:
    """Give a message of the core, also one that was kept, in the reader's language.

    A French sentence is translated too; where nothing was kept there is nothing to say.
    """
    translate = translation(get_language() or "fr")
    if isinstance(message, dict):
        return message_of(message).render(translate) if message else ""
    return message.render(translate) if isinstance(message, Message) else translate(message)


@register.simple_tag
def mark(label: str, ranks: dict[str, int] | None = None) -> SafeString:
    """Show a contributor: its label with a colour and a shape of its own, never a colour alone."""
    rank = (ranks or {}).get(label)
    number = (sum(label.encode()) if rank is None else rank) % SHAPES
    return format_html('<span class="who who-{}">{}</span>', number, label)


@register.inclusion_tag("toguna/parts/empty.html")
def empty(title: str, what_next: str = "", url: str = "", action: str = "") -> dict[str, str]:
    """Show that there is nothing yet, and what to do next."""
    return {"title": title, "what_next": what_next, "url": url, "action": action}


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: object) -> str:
    """Give the page's query string with some values changed; an empty value takes one out."""
    values = context["request"].GET.copy()
    for name, value in changes.items():
        values.pop(name, None)
        if value not in ("", None):
            values[name] = value
    return f"?{values.urlencode()}"


@register.inclusion_tag("toguna/parts/redline.html")
def redline(before: str, after: str) -> dict[str, Sequence[Segment]]:
    """Show what changes from one wording to another, word by word."""
    return {"segments": against(before, after)}


@register.filter
def day(written: str) -> date | str:
    """Give a day that is kept as text ("2025-07-03") as a date, to be written out."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return written


@register.filter
def in_words(when: datetime) -> str:
    """Say how far off a moment is ("dans 2 jours", "il y a 3 heures")."""
    left = when - now()
    if MANY_HOURS < abs(left) < MANY_DAYS:
        days = abs(left).days
        told = ngettext("{days} jour", "{days} jours", days).format(days=days)
    else:
        told = timeuntil(when, depth=1) if left > timedelta() else timesince(when, depth=1)
    way = _("dans {time}") if left > timedelta() else _("il y a {time}")
    return way.format(time=told)


@register.simple_tag
def clock() -> str:
    """Say whose time is shown ("heure de Bamako")."""
    city = settings.TIME_ZONE.rpartition("/")[2].replace("_", " ")
    return _("heure de {city}").format(city=city)


@register.filter
def at(values: dict[str, object], key: str) -> object:
    """Give the value of a dictionary under a key, None where there is none."""
    return values.get(key)
