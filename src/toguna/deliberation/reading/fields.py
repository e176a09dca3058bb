"""Fields of a line, read one by one; what is wrong with one is a problem that names its place."""

from __future__ import annotations

from collections.abc import Iterable

from toguna.deliberation.reading.forms import Form
from toguna.deliberation.reading.lines import Line, Names, Problems, plain
from toguna.deliberation.reading.values import number, yes_or_no


def keyed(lines: Iterable[Line], form: Form, problems: Problems) -> list[Line]:
    """Give the lines that have all that the form requires, and a key that no other has."""
    seen: dict[str, str] = {}
    kept = []
    for line in lines:
        if not complete(line, form, problems):
            continue
        key = plain(line.text("key"))
        if key in seen:
            problems.tell(
                line.place("key"),
                "le nom court « {key} » est déjà pris ({where}) : donnez-en un autre.",
                key=line.text("key"),
                where=seen[key],
            )
            continue
        seen[key] = line.where
        kept.append(line)
    return kept


def complete(line: Line, form: Form, problems: Problems) -> bool:
    """Tell whether a line has all that its form requires; what lacks is a problem."""
    lacking = [field for field in form.fields if field.required and not line.text(field.key)]
    for field in lacking:
        problems.tell(
            line.where,
            "la case « {heading} » est vide. {help}",
            heading=field.heading,
            help=field.help,
        )
    return not lacking


def at_least(number_of: int, found: int, form: Form, problems: Problems) -> None:
    """Tell where a form has fewer good lines than are needed."""
    if found < number_of:
        problems.tell(
            f"feuille « {form.sheet} »",
            "il en faut au moins {wanted}, et il y en a {found}. {about}",
            wanted=number_of,
            found=found,
            about=form.about,
        )


def find(line: Line, field: str, names: Names, problems: Problems) -> str | None:
    """Give the key of what a field names; a name that is not known is a problem."""
    key = names.find(line.text(field))
    if key is None:
        problems.tell(
            line.place(field),
            "« {text} » n'est pas connu ; les noms courts sont : {known}.",
            text=line.text(field),
            known=names.known(),
        )
    return key


def figure(line: Line, field: str, problems: Problems) -> float | None:
    """Give the number of a field, None where nothing was written or where it is a problem."""
    text = line.text(field)
    found = number(text)
    if text and found is None:
        problems.tell(line.place(field), "« {text} » n'est pas un nombre.", text=text)
    return found


def yes(line: Line, field: str, problems: Problems) -> bool:
    """Tell whether a field says yes; what is neither yes nor no is a problem."""
    answer = yes_or_no(line.text(field))
    if answer is None:
        problems.tell(line.place(field), "« {text} » : écrivez oui ou non.",
                      text=line.text(field))  # fmt: skip
    return bool(answer)


def voices(line: Line, problems: Problems) -> float:
    """Give the voices of a line, 1 where nothing is said."""
    found = figure(line, "voices", problems)
    if found is not None and found <= 0:
        problems.tell(line.place("voices"), "les voix sont un nombre plus grand que zéro.")
        return 1.0
    return 1.0 if found is None else found
