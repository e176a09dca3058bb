"""The workbook to fill in: its sheets, lists to choose from, how to use it, an example line."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from toguna.consultation.outputs.words import EPOCH
from toguna.consultation.outputs.workbook import (
    CELL,
    HEAD_TO_FILL,
    TITLE,
    Book,
    Column,
    Look,
    Sheet,
)
from toguna.deliberation.reading.forms import (
    BY_KEY,
    CRITERIA,
    FORMS,
    GUIDE,
    JUDGEMENTS,
    QUESTION,
    Field,
    Form,
)
from toguna.deliberation.reading.lines import Line, Tables

TO_FILL = 600
"""Lines of a sheet in which lists are offered."""
COLUMNS_TO_FILL = 20
"""Columns kept for criteria in an empty workbook."""
CRITERION_WIDTH = 15
SHOWN: Look = {**CELL, "italic": True, "font_color": "#5A6B78", "bg_color": "#EEF2F5"}
PLAIN: Look = {"text_wrap": True}
AS_TEXT: Look = {"num_format": "@"}
"""What is written stays as it was written: no interval becomes a date."""
STEPS = (
    "Remplissez les feuilles dans l'ordre ; seules Question, Options, Critères, Personnes et "
    "Jugements sont nécessaires.",
    "Les lignes en italique qui commencent par « exemple » montrent comment faire ; elles ne sont "
    "pas lues. Gardez-les ou effacez-les.",
    "Le nom court d'une option, d'un critère ou d'une personne sert à la désigner partout "
    "ailleurs ; les listes déroulantes le proposent.",
    "Dans Jugements et Poids, chaque critère a sa colonne, nommée par la feuille Critères.",
    "On juge par un nombre (4), un intervalle (3 à 4), un mot de l'échelle (fort), ou « ? » quand "
    "on ne sait pas. On peut aussi écrire « au moins 3 ».",
    "Chacun pèse les critères à sa manière : poids directs, points, rangs (feuille Poids) ou "
    "comparaisons (feuille Comparaisons).",
    "Une contrainte écarte une option ; elle n'est jamais mêlée aux préférences.",
    "Pour un deuxième tour, ajoutez des lignes avec 2 dans la colonne Tour, pour ce qui change "
    "seulement.",
    "Puis : toguna deliberate CLASSEUR.xlsx. Ce qui ne va pas est dit feuille par feuille, ligne "
    "par ligne, et rien n'est écrit tant que cela reste.",
)
EXAMPLES: dict[str, dict[str, str]] = {
    "options": {
        "key": "exemple : Primature", "name": "Rattachement au Premier ministre",
        "kind": "premier ministre", "description": "L'agence relève de ses services.",
    },
    "facts": {
        "option": "exemple : Primature", "text": "Une phrase que l'on peut vérifier.",
        "source": "Le texte, l'article, la page", "date": "2025-06-02",
    },
    "criteria": {
        "key": "exemple : Indépendance", "name": "Indépendance à l'égard des services contrôlés",
        "direction": "plus", "low": "1", "high": "5",
        "words": "faible = 1 ; moyenne = 3 ; forte = 5", "indifference": "0.5", "preference": "2",
    },
    "constraints": {
        "key": "exemple : loi", "name": "La loi interdit au régulateur d'être juge et partie",
        "rules_out": "AMRTP", "source": "Loi n° ..., article ...",
    },
    "people": {
        "key": "exemple : MEF", "name": "A. Traoré", "organisation": "Ministère des Finances",
        "voices": "1",
    },
    "judgements": {"round": "exemple", "person": "MEF", "option": "Primature"},
    "weights": {"round": "exemple", "person": "MEF", "way": "points"},
    "comparisons": {
        "round": "exemple", "person": "MEF", "first": "Indépendance", "ratio": "3",
        "second": "Coût",
    },
    "ballots": {
        "voter": "exemple : Finances", "voices": "1", "option": "Primature", "place": "1",
        "approved": "oui", "grade": "Bien",
    },
}  # fmt: skip


def empty_workbook(created: datetime = EPOCH) -> bytes:
    """Write a workbook to fill in, with an example line on each sheet."""
    return _Writer("Délibération", created, {}, empty=True).write()


def filled_workbook(tables: Tables, title: str, created: datetime = EPOCH) -> bytes:
    """Write the lines of tables into the workbook; it reads back as they do."""
    return _Writer(title, created, tables, empty=False).write()


class _Writer:
    """Writes the sheets one after the other."""

    def __init__(self, title: str, created: datetime, tables: Tables, *, empty: bool) -> None:
        self._book = Book(title, created)
        self._tables = tables
        self._empty = empty
        above = {line.text("parent") for line in tables.get(CRITERIA.key, [])}
        self._criteria = [line.text("key") for line in tables.get(CRITERIA.key, [])]
        self._leaves = [key for key in self._criteria if key not in above]

    def write(self) -> bytes:
        """Give the file."""
        self._guide()
        for form in FORMS:
            if form is QUESTION:
                self._question(form)
            else:
                self._form(form)
        return self._book.to_bytes()

    def _guide(self) -> None:
        sheet = self._book.sheet(GUIDE, [28, 96])
        sheet.text(0, 0, "Mode d'emploi", TITLE)
        for row, step in enumerate(STEPS, 2):
            sheet.text(row, 0, f"{row - 1}.", {"align": "right"})
            sheet.text(row, 1, step, PLAIN)
        row = len(STEPS) + 3
        sheet.head([Column("Feuille, colonne", 28), Column("Ce qu'on y met", 96)], row)
        for form in FORMS:
            row += 1
            sheet.text(row, 0, form.sheet, {**CELL, "bold": True, "bg_color": "#EEF2F5"})
            sheet.text(row, 1, form.about, {**CELL, "bold": True, "bg_color": "#EEF2F5"})
            for field in form.fields:
                row += 1
                mark = " *" if field.required else ""
                sheet.text(row, 0, f"    {field.heading}{mark}", CELL)
                sheet.text(row, 1, field.help, CELL)
        sheet.text(row + 1, 1, "* nécessaire", {"italic": True})
        sheet.fit_rows()

    def _question(self, form: Form) -> None:
        sheet = self._book.sheet(form.sheet, [24, 70, 60])
        sheet.head([Column("Rubrique", 24), Column("Réponse", 70), Column("Explication", 60)])
        line = next(iter(self._tables.get(form.key, [])), Line("", {}))
        for row, field in enumerate(form.fields, 1):
            sheet.text(row, 0, field.heading, HEAD_TO_FILL)
            sheet.text(row, 1, line.text(field.key), {**CELL, **AS_TEXT})
            sheet.text(row, 2, field.help, SHOWN)
            if field.choices:
                _offer(sheet, field, row, 1, row)
        sheet.raw.freeze_panes(1, 1)
        sheet.fit_rows()

    def _form(self, form: Form) -> None:
        columns = [
            Column(field.heading, field.width, to_fill=not field.required) for field in form.fields
        ]
        headings = self._criteria_of(form)
        columns += [Column(heading, CRITERION_WIDTH) for heading in headings]
        sheet = self._book.sheet(form.sheet, [column.width for column in columns])
        for number in range(len(columns)):
            look = self._book.format({**AS_TEXT, "text_wrap": True})
            sheet.raw.set_column(number, number, columns[number].width, look)
        sheet.head(columns)
        if form.by_criterion and self._empty:
            self._headings(sheet, form)
        self._rows(sheet, form)
        for number, field in enumerate(form.fields):
            _offer(sheet, field, 2 if self._empty else 1, number, TO_FILL)
        sheet.raw.freeze_panes(1, 1 if not form.by_criterion else len(form.fields))
        sheet.fit_rows()
        sheet.raw.set_row(0, 45)

    def _criteria_of(self, form: Form) -> list[str]:
        """Give the headings of the columns of criteria; in an empty workbook they come later."""
        if not form.by_criterion:
            return []
        if self._empty:
            return [""] * COLUMNS_TO_FILL
        return self._leaves if form is JUDGEMENTS else self._criteria

    def _rows(self, sheet: Sheet, form: Form) -> None:
        known = [field.key for field in form.fields]
        if self._empty:
            for column, key in enumerate(known):
                sheet.text(1, column, EXAMPLES[form.key].get(key, ""), SHOWN)
            if form.by_criterion:
                for number, words in enumerate(form.by_criterion.split(", ")):
                    sheet.text(1, len(known) + number, words, SHOWN)
            return
        shown = [*known, *self._criteria_of(form)]
        for row, line in enumerate(self._tables.get(form.key, []), 1):
            for column, key in enumerate(shown):
                sheet.text(row, column, line.text(key), {**CELL, **AS_TEXT})

    def _headings(self, sheet: Sheet, form: Form) -> None:
        """Give each criterion's column the name that is written on the sheet of criteria.

        Criteria that others detail are not judged: they have a column for weights alone.
        """
        look = self._book.format({**HEAD_TO_FILL, "italic": False, "bold": True})
        parents = f"'{CRITERIA.sheet}'!$D$3:$D${COLUMNS_TO_FILL + 2}"
        for number in range(COLUMNS_TO_FILL):
            key = f"'{CRITERIA.sheet}'!$A${number + 3}"
            detailed = f",COUNTIF({parents},{key})>0" if form is JUDGEMENTS else ""
            formula = f'=IF(OR({key}=""{detailed}),"",{key})'
            sheet.raw.write_formula(0, len(form.fields) + number, formula, look, "")


def _offer(sheet: Sheet, field: Field, first: int, column: int, last: int) -> None:
    """Offer a list to choose from, and say what to write."""
    message: dict[str, Any] = {"input_title": field.heading[:32], "input_message": field.help[:255]}
    if field.choices:
        rule = {"validate": "list", "source": list(field.choices)}
    elif field.refers:
        name = BY_KEY[field.refers].sheet
        rule = {"validate": "list", "source": f"='{name}'!$A${first + 1}:$A${TO_FILL}"}
    else:
        rule = {"validate": "any"}
    sheet.raw.data_validation(first, column, last, column, {
        **rule, **message,
        "error_type": "warning",
        "error_title": field.heading[:32],
        "error_message": "Choisissez une valeur de la liste.",
    })  # fmt: skip
