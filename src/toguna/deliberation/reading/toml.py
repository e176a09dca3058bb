"""A deliberation in TOML as tables of lines, the same as a workbook's.

A line of the tables is told by the line of the file on which its `[[table]]` begins.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from toguna.consultation.sheets.values import number_text
from toguna.deliberation.reading.forms import (
    BALLOTS,
    COMPARISONS,
    CONSTRAINTS,
    CRITERIA,
    FACTS,
    JUDGEMENTS,
    OPTIONS,
    PEOPLE,
    QUESTION,
    WAYS,
    WEIGHTS,
    Form,
)
from toguna.deliberation.reading.lines import Cell, Line, Problems, Tables
from toguna.messages import say
from toguna.text.errors import UnreadableFile

TABLE = re.compile(r"^\s*\[\[\s*(\w+)\s*\]\]")
RULE = ("method", "tie_break", "formula", "parameters")
PLAIN = (OPTIONS, CRITERIA, CONSTRAINTS, PEOPLE)
"""The forms whose tables have just the fields of their columns."""
NESTED = {
    JUDGEMENTS.key: ("round", "person", "options"),
    WEIGHTS.key: ("round", "person", "way", "values"),
    COMPARISONS.key: ("round", "person", "pairs"),
    BALLOTS.key: ("voter", "voices", "ranking", "approved", "grades"),
}
"""The names in the tables that hold more than one line of a workbook."""
FRENCH_WAYS = {way: french for french, way in WAYS.items()}


class _Wrong(Exception):
    """A value that is not of the kind that belongs in its place."""


def tables_of(data: bytes, filename: str, problems: Problems) -> Tables:
    """Give the lines of each table; names that are not known are problems.

    Raises:
        UnreadableFile: the file is not TOML; the message gives the line.
    """
    try:
        text = data.decode("utf-8-sig")
        parsed = tomllib.loads(text)
    except ValueError as error:
        raise UnreadableFile(
            say(
                "{file} : ce fichier TOML ne peut pas être lu ({why}) ; prenez pour modèle "
                "samples/deliberation/ancrage.toml.",
                file=filename,
                why=str(error),
            )
        ) from error
    return _Reader(text, problems).read(parsed)


class _Reader:
    """Turns tables of TOML into lines, one kind of table after the other."""

    def __init__(self, text: str, problems: Problems) -> None:
        self._problems = problems
        self._numbers: dict[str, list[int]] = {}
        for number, line in enumerate(text.splitlines(), 1):
            match = TABLE.match(line)
            if match:
                self._numbers.setdefault(match[1], []).append(number)

    def read(self, parsed: Mapping[str, Any]) -> Tables:
        """Give the lines of every table."""
        tables: Tables = {QUESTION.key: self._question(parsed)}
        for form in PLAIN:
            tables[form.key] = [
                line for where, entry in self._entries(parsed, form.key)
                if (line := self._plain(form, where, entry)) is not None
            ]  # fmt: skip
        tables[FACTS.key] = list(self._each(parsed, OPTIONS.key, self._facts))
        tables[JUDGEMENTS.key] = list(self._each(parsed, JUDGEMENTS.key, self._judgements))
        tables[WEIGHTS.key] = list(self._each(parsed, WEIGHTS.key, self._weights))
        tables[COMPARISONS.key] = list(self._each(parsed, COMPARISONS.key, self._comparisons))
        tables[BALLOTS.key] = list(self._each(parsed, BALLOTS.key, self._ballots))
        return tables

    def _entries(self, parsed: Mapping[str, Any], name: str) -> Iterator[tuple[str, Any]]:
        """Give each table of a name, and where it begins."""
        entries = parsed.get(name, [])
        if not isinstance(entries, list):
            self._problems.tell(name, "écrivez chaque élément sous un titre « [[{name}]] ».",
                                name=name)  # fmt: skip
            return
        numbers = self._numbers.get(name, [])
        for index, entry in enumerate(entries):
            at = f"ligne {numbers[index]}" if len(numbers) == len(entries) else f"n° {index + 1}"
            where = f"{at}, [[{name}]]"
            if isinstance(entry, dict):
                yield where, entry
            else:
                self._problems.tell(where, "ce n'est pas un tableau : écrivez nom = valeur.")

    def _each(self, parsed: Mapping[str, Any], name: str, read: Any) -> Iterator[Line]:
        """Give the lines that `read` makes of each table of a name; wrong values are problems."""
        for where, entry in self._entries(parsed, name):
            self._check_names(where, entry, NESTED.get(name))
            try:
                yield from read(where, entry)
            except _Wrong as wrong:
                self._problems.tell(
                    f"{where}, {wrong}",
                    "cette valeur n'est pas de la forme attendue ; prenez pour modèle "
                    "samples/deliberation/ancrage.toml.",
                )

    def _check_names(self, where: str, entry: Mapping[str, Any], known: Any) -> None:
        for name in entry:
            if known is not None and name not in known:
                self._problems.tell(
                    f"{where}, {name}",
                    "ce nom n'est pas connu ; les noms sont : {known}.",
                    known=", ".join(known),
                )

    def _question(self, parsed: Mapping[str, Any]) -> list[Line]:
        rule = parsed.get("rule", {})
        own = [field.key for field in QUESTION.fields if field.key not in RULE]
        tables = [form.key for form in (*PLAIN, JUDGEMENTS, WEIGHTS, COMPARISONS, BALLOTS)]
        self._check_names("début du fichier", parsed, (*own, "rule", *tables))
        flat = {name: parsed[name] for name in own if name in parsed}
        if isinstance(rule, dict):
            self._check_names("[rule]", rule, RULE)
            flat |= {name: rule[name] for name in RULE if name in rule}
        else:
            self._problems.tell("rule", "écrivez la règle sous un titre « [rule] ».")
        cells = self._cells("début du fichier", flat)
        return [Line("début du fichier", cells)] if cells else []

    def _plain(self, form: Form, where: str, entry: Mapping[str, Any]) -> Line | None:
        inner = ("facts",) if form is OPTIONS else ()
        self._check_names(where, entry, (*(field.key for field in form.fields), *inner))
        cells = self._cells(where, {k: v for k, v in entry.items() if k not in inner})
        return Line(where, cells) if cells else None

    def _cells(self, where: str, entry: Mapping[str, Any]) -> dict[str, Cell]:
        cells = {}
        for name, value in entry.items():
            try:
                words = _text(value, name)
            except _Wrong:
                self._problems.tell(f"{where}, {name}", "cette valeur n'est pas comprise.")
                continue
            if words:
                cells[name] = Cell(words, f"{where}, {name}")
        return cells

    def _facts(self, where: str, entry: Mapping[str, Any]) -> Iterator[Line]:
        for number, fact in enumerate(_list(entry.get("facts", []), "facts"), 1):
            at = f"{where}, facts n° {number}"
            known = tuple(field.key for field in FACTS.fields[1:])
            self._check_names(at, _table(fact, "facts"), known)
            yield Line(at, self._cells(at, {"option": entry.get("key", ""), **fact}))

    def _judgements(self, where: str, entry: Mapping[str, Any]) -> Iterator[Line]:
        common = {name: entry[name] for name in ("round", "person") if name in entry}
        for option, said in _table(entry.get("options", {}), "options").items():
            at = f"{where}, « {option} »"
            yield Line(at, self._cells(at, {**common, "option": option, **_table(said, option)}))

    def _weights(self, where: str, entry: Mapping[str, Any]) -> Iterator[Line]:
        common = {name: entry[name] for name in ("round", "person") if name in entry}
        way = str(entry.get("way", ""))
        values = _table(entry.get("values", {}), "values")
        cells = self._cells(where, {**common, "way": FRENCH_WAYS.get(way, way), **values})
        yield Line(where, cells)

    def _comparisons(self, where: str, entry: Mapping[str, Any]) -> Iterator[Line]:
        common = {name: entry[name] for name in ("round", "person") if name in entry}
        for number, pair in enumerate(_list(entry.get("pairs", []), "pairs"), 1):
            first, ratio, second = _three(pair)
            at = f"{where}, pairs n° {number}"
            yield Line(
                at, self._cells(at, {**common, "first": first, "ratio": ratio, "second": second})
            )

    def _ballots(self, where: str, entry: Mapping[str, Any]) -> Iterator[Line]:
        common = {name: entry[name] for name in ("voter", "voices") if name in entry}
        said: dict[str, dict[str, Any]] = {}
        for place, tied in enumerate(_list(entry.get("ranking", []), "ranking"), 1):
            for option in tied if isinstance(tied, list) else [tied]:
                if "place" in said.setdefault(str(option), {}):
                    raise _Wrong("ranking")
                said[str(option)]["place"] = place
        for option in _list(entry.get("approved", []), "approved"):
            said.setdefault(str(option), {})["approved"] = True
        for option, grade in _table(entry.get("grades", {}), "grades").items():
            said.setdefault(option, {})["grade"] = grade
        for option, cells in said.items():
            at = f"{where}, « {option} »"
            yield Line(at, self._cells(at, {**common, "option": option, **cells}))


def _text(value: Any, name: str) -> str:
    """Give a value as a workbook's cell has it: lists set apart by ";", two numbers an interval."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, int | float):
        return number_text(value)
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list):
        words = [_text(inner, name) for inner in value]
        numbers = len(value) == 2 and all(isinstance(inner, int | float) for inner in value)
        return " à ".join(words) if numbers else " ; ".join(words)
    if isinstance(value, dict):
        return " ; ".join(f"{key} = {_text(inner, name)}" for key, inner in value.items())
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    raise _Wrong(name)


def _table(value: Any, name: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise _Wrong(name)
    return value


def _list(value: Any, name: str) -> list[Any]:
    if not isinstance(value, list):
        raise _Wrong(name)
    return value


def _three(pair: Any) -> tuple[Any, Any, Any]:
    if not isinstance(pair, list) or len(pair) != 3:
        raise _Wrong("pairs")
    return pair[0], pair[1], pair[2]
