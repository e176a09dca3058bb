"""The lines below the headings of one table, each given its role."""

from __future__ import annotations

import re
from dataclasses import replace

from toguna.consultation.citing import opens_with_place
from toguna.consultation.dates import iso_date
from toguna.consultation.folding import fold
from toguna.consultation.matrix.fields import PLACES, TEXTS, Fields, settled
from toguna.consultation.matrix.header import Header, is_index
from toguna.consultation.matrix.headings import SAYING, Column
from toguna.consultation.matrix.model import Line, MatrixReading, Role
from toguna.consultation.matrix.sections import Sections, announces, is_title
from toguna.consultation.model import Statement
from toguna.consultation.sheets import Row, Sheet
from toguna.messages import Message, say

TOTAL = re.compile(r"^(?:sous[- ])?tota(?:l|ux)\b|^nombre (?:total )?d'observations\b")
SIGNATURE = re.compile(r"^(?:fait a |bamako,? le |le (?:ministre|directeur|secretaire|point focal)"
                       r"|signature|cachet|pour le ministre)")  # fmt: skip
IDEM = re.compile(r"^(?:idem|id|ibid(?:em)?|\"|''|-\"-)[. ]*$")
LONGEST_START = 40
LONGEST_IDEM = 12
NUMBERED = 0.5
"""From this share of numbered lines on, a line without a number goes on from the one above."""


class TableReader:
    """Reads the lines of one sheet into a reading."""

    def __init__(self, sheet: Sheet, header: Header, reading: MatrixReading) -> None:
        self._sheet = sheet
        self._header = header
        self._reading = reading
        self._sections = Sections()
        if opens_with_place(sheet.name) and sheet.place:
            self._sections.enter(sheet.name)
        self._continues = self._numbers_most_lines()
        self._last: tuple[int, Row] | None = None
        """The index of the statement that may go on below, and the line on which it starts."""
        self._title_alone: Row | None = None
        """The last title, as long as no statement stands under it."""
        self._stated = False
        """Whether this sheet has given a statement already."""

    def read(self) -> None:
        """Give every line its role."""
        for index, row in enumerate(self._sheet.rows):
            if index < self._header.start:
                self._set_aside(row, say("au-dessus des en-têtes du tableau"))
            elif index < self._header.end:
                self._count(Role.HEADER)
            else:
                self._line(row)
        self._leave_title()

    def _line(self, row: Row) -> None:
        fields = Fields(settled(row, self._header), self._header)
        title = self._title(row)
        if self._header.repeats(row) or (is_index(row) and not self._stated):
            self._count(Role.HEADER)
        elif TOTAL.match(first := fold(_first(row)[:LONGEST_START]).text) and not _other_words(row):
            self._set_aside(row, say("ligne de total"))
        elif title is not None:
            self._enter(row, title)
        elif self._goes_on(fields):
            self._go_on(fields)
        elif fields.says() and fields.own(*TEXTS, *PLACES):
            self._state(fields)
        elif SIGNATURE.match(first):
            self._set_aside(row, say("signature"))
        else:
            self._without_words(row, fields)

    # Roles

    def _enter(self, row: Row, title: str) -> None:
        self._leave_title()
        self._sections.enter(title)
        self._last = None
        if announces(title):
            self._count(Role.SECTION)
        else:
            self._title_alone = row

    def _leave_title(self) -> None:
        """A title of free words under which nothing stands may well be an observation."""
        if self._title_alone is not None:
            self._set_unread(self._title_alone, say("un titre, ou une observation seule ?"))
            self._title_alone = None

    def _state(self, fields: Fields) -> None:
        if self._title_alone is not None:
            self._title_alone = None
            self._count(Role.SECTION)
        statement = self._statement(fields)
        if self._stated:
            statement = _as_before(statement, self._reading.statements[-1])
        self._last = (len(self._reading.statements), fields.row)
        self._stated = True
        self._reading.statements.append(statement)
        self._count(Role.STATEMENT)

    def _statement(self, fields: Fields) -> Statement:
        return Statement(
            where=self._where(fields.row),
            number=fields.text(Column.NUMBER, " "),
            structure=fields.text(Column.STRUCTURE, ", ") or self._sections.structure,
            person=fields.text(Column.PERSON, " "),
            reference=self._sections.reference(fields.places()),
            nature=fields.nature() or self._sections.nature,
            current=fields.text(Column.CURRENT),
            observation=fields.text(Column.OBSERVATION),
            proposed=fields.text(Column.PROPOSED),
            reason=fields.text(Column.REASON),
            date=self._date(fields),
        )

    def _date(self, fields: Fields) -> str:
        """Give the date in ISO form; one that cannot be understood is told in a note."""
        text = fields.text(Column.DATE, " ")
        date = iso_date(text)
        if text and not date:
            self._reading.notes.append(
                say(
                    "{where} : la date « {date} » n'a pas été comprise.",
                    where=self._where(fields.row),
                    date=text,
                )
            )
        return date

    def _goes_on(self, fields: Fields) -> bool:
        """Tell whether a line goes on from the one above: no number, no structure, only text."""
        return (
            self._continues
            and self._last is not None
            and fields.own(*TEXTS)
            and not any(fields.text(kind) for kind in (Column.NUMBER, Column.STRUCTURE))
            and not fields.own(*PLACES, Column.NATURE, Column.PERSON, Column.DATE)
        )

    def _go_on(self, fields: Fields) -> None:
        assert self._last is not None
        index, start = self._last
        before = self._reading.statements[index]
        more = Fields(Row(fields.row.number, _only_own(fields.row)), self._header)
        self._reading.statements[index] = replace(
            before,
            where=self._where(start, fields.row),
            current=_joined(before.current, more.text(Column.CURRENT)),
            observation=_joined(before.observation, more.text(Column.OBSERVATION)),
            proposed=_joined(before.proposed, more.text(Column.PROPOSED)),
            reason=_joined(before.reason, more.text(Column.REASON)),
        )
        self._count(Role.CONTINUED)

    def _without_words(self, row: Row, fields: Fields) -> None:
        """Tell a line prepared for an observation, or under a merged one, from a lost one."""
        unknown = set(row.own) - set(self._header.columns)
        if unknown:
            self._set_unread(row, say("rien dans les colonnes reconnues"))
        elif fields.says():
            self._set_aside(row, say("même observation que la ligne du dessus (fusionnée)"))
        else:
            self._set_aside(row, say("ligne sans observation ni proposition"))

    def _title(self, row: Row) -> str | None:
        """Give the title that a line is, None where it is none.

        It stands alone, merged over the columns, or in a column that holds no text.
        """
        own = row.own
        if len(own) != 1:
            return None
        column, text = next(iter(own.items()))
        kind = self._header.columns.get(column)
        if row.across and len(row.across) + 1 >= min(len(self._header.columns), 3):
            return text if is_title(text) else None
        alone = not any(row.cell(index) for index in row.spread)
        named = opens_with_place(text) and is_title(text)
        structure = kind is Column.NUMBER and is_title(text) and not is_index_like(text)
        if alone and kind not in TEXTS and (named or structure):
            return text if not SIGNATURE.match(fold(text).text) else None
        return None

    # Small things

    def _numbers_most_lines(self) -> bool:
        lines = [Fields(row, self._header) for row in self._sheet.rows[self._header.end :]]
        saying = [line for line in lines if line.own(*SAYING)]
        numbered = [line for line in saying if line.text(Column.NUMBER)]
        return bool(numbered) and len(numbered) >= NUMBERED * len(saying)

    def _set_unread(self, row: Row, reason: Message) -> None:
        self._reading.unread_lines.append(Line(self._where(row), _text(row), reason))
        self._count(Role.UNREAD)

    def _set_aside(self, row: Row, reason: Message) -> None:
        self._reading.aside.append(Line(self._where(row), _text(row), reason))
        self._count(Role.ASIDE)

    def _count(self, role: Role) -> None:
        self._reading.counts[role] += 1

    def _where(self, row: Row, last: Row | None = None) -> str:
        return where(self._sheet, row, last)


def _as_before(statement: Statement, before: Statement) -> Statement:
    """Put the words of the line above where a line only says "idem"."""
    same = {
        name: getattr(before, name)
        for name in ("structure", "person", "reference", "nature")
        if len(said := getattr(statement, name)) < LONGEST_IDEM and IDEM.match(fold(said).text)
    }
    return replace(statement, **same) if same else statement


def where(sheet: Sheet, row: Row, last: Row | None = None) -> str:
    """Say where a line stands, or the lines from one to another."""
    line = f"ligne {row.number}" if last is None else f"lignes {row.number} à {last.number}"
    return f"{sheet.place}, {line}" if sheet.place else line


def is_index_like(text: str) -> bool:
    """Tell whether a text is a mere number or code of an observation, such as "12" or "FR-3"."""
    return bool(re.match(r"^[A-Za-z]{0,6}[- ./]?[0-9]+[.)]?$", text))


def _first(row: Row) -> str:
    return next(iter(row.own.values()), "")


def _other_words(row: Row) -> bool:
    """Tell whether a line has words, and not only figures, after its first text."""
    return any(re.search(r"[^\W\d_]{2}", text) for text in list(row.own.values())[1:])


def _only_own(row: Row) -> tuple[str, ...]:
    own = row.own
    return tuple(own.get(index, "") for index in range(len(row.cells)))


def _joined(before: str, more: str) -> str:
    return "\n".join(text for text in (before, more) if text)


def _text(row: Row) -> str:
    return " | ".join(row.own.values())
