"""Deadlines with a clock: "observations au secrétariat général avant lundi 14 h 00".

Now is always handed in. Time zones are those of the IANA base: Bamako, Ouagadougou and Niamey
are named, so that a strategy of another country is served too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from toguna.consultation.folding import fold
from toguna.consultation.outputs.words import long_date
from toguna.messages import Message, say
from toguna.text.errors import UnreadableFile

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
WEEKDAY = re.compile(rf"\b({'|'.join(WEEKDAYS)})\b")
DAY = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b|\b(\d\d?)/(\d\d?)/(\d{4})\b")
HOUR = re.compile(r"\b(\d\d?)\s*(?::|h)\s*(\d\d)?(?!\d)")
END_OF_DAY = time(23, 59)
"""Meant by a deadline that names a day alone."""
SOON = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Deadline:
    """What is due, and the moment, with its time zone."""

    subject: str
    at: datetime

    @property
    def words(self) -> Message:
        """The moment as people say it: "lundi 7 juillet 2025 à 14 h 00"."""
        return say(
            "{weekday} {day} à {time}",
            weekday=say(WEEKDAYS[self.at.weekday()]),
            day=long_date(self.at.date().isoformat()),
            time=f"{self.at.hour} h {self.at.minute:02}",
        )


@dataclass(frozen=True, slots=True)
class Clock:
    """How long a deadline is away, negative once it has passed, and the same in words."""

    remaining: timedelta
    words: Message

    @property
    def overdue(self) -> bool:
        """Whether it has passed."""
        return self.remaining < timedelta()

    @property
    def soon(self) -> bool:
        """Whether a day or less is left."""
        return not self.overdue and self.remaining <= SOON


def read_deadline(subject: str, words: str, zone: str, now: datetime) -> Deadline:
    """Read a moment: "lundi 14:00", "lundi 14 h", "2025-07-07 14:00", "07/07/2025".

    A weekday is the next one after `now`, an aware time, on the clock of `zone` (an IANA name).

    Raises:
        UnreadableFile: it says no day, or none that exists.
    """
    text = fold(words).text
    written, weekday = DAY.search(text), WEEKDAY.search(text)
    try:
        hour = _hour(DAY.sub(" ", text))
        day = None if written is None else _day(written)
    except ValueError as error:
        raise _no_deadline(words) from error
    if day is not None:
        return Deadline(subject, datetime.combine(day, hour, ZoneInfo(zone)))
    if weekday is None:
        raise _no_deadline(words)
    return next_weekday(subject, WEEKDAYS.index(weekday[1]), hour, zone, now)


def _no_deadline(words: str) -> UnreadableFile:
    return UnreadableFile(
        say(
            "« {words} » n'est pas une échéance ; écrivez par exemple « lundi 14:00 » ou "
            "« 2025-07-07 14:00 ».",
            words=words,
        )
    )


def next_weekday(subject: str, weekday: int, hour: time, zone: str, now: datetime) -> Deadline:
    """Give the next such weekday (0 is Monday) and hour after `now`, on the clock of a zone."""
    clock = ZoneInfo(zone)
    today = now.astimezone(clock).date()
    at = datetime.combine(today + timedelta((weekday - today.weekday()) % 7), hour, clock)
    return Deadline(subject, at if at > now else at + timedelta(7))


def clock(deadline: Deadline, now: datetime) -> Clock:
    """Tell how long is left, or since when it is overdue; `now` is an aware time."""
    remaining = deadline.at - now
    if remaining < timedelta():
        return Clock(remaining, say("échu depuis {span}", span=_span(-remaining)))
    return Clock(remaining, say("il reste {span}", span=_span(remaining)))


def _span(span: timedelta) -> Message:
    """Say a span by its two largest units."""
    minutes = int(span.total_seconds()) // 60
    days, hours, left = minutes // 1_440, minutes // 60 % 24, minutes % 60
    units = [
        say("1 jour") if days == 1 else say("{count} jours", count=days) if days else None,
        say("1 heure") if hours == 1 else say("{count} heures", count=hours) if hours else None,
        say("1 minute") if left == 1 else say("{count} minutes", count=left) if left else None,
    ]
    said = [unit for unit in (units[:2] if days else units) if unit is not None]
    if not said:
        return say("moins d'une minute")
    return said[0] if len(said) == 1 else say("{one} et {other}", one=said[0], other=said[1])


def _day(match: re.Match[str]) -> date:
    year, month, day, day_first, month_second, year_last = match.groups()
    if year:
        return date(int(year), int(month), int(day))
    return date(int(year_last), int(month_second), int(day_first))


def _hour(text: str) -> time:
    match = HOUR.search(text)
    return END_OF_DAY if match is None else time(int(match[1]), int(match[2] or 0))
