"""The workbook of results: every table behind the note, to be sorted, filtered and checked."""

from __future__ import annotations

import numpy as np

from toguna.consultation.outputs.words import midnight
from toguna.consultation.outputs.workbook import CELL, TITLE, Book, Column
from toguna.deliberation.agencies.table import STEP_HEADINGS, steps
from toguna.deliberation.methods import methods
from toguna.deliberation.outputs.pictures.grids import places
from toguna.deliberation.outputs.results import Results
from toguna.deliberation.outputs.sheets import NUMBER, SHARE, STRONG, Value, put
from toguna.deliberation.outputs.words import joined, method_names, order_words, rule_names
from toguna.deliberation.outputs.workbook_consensus import consensus_sheets
from toguna.deliberation.outputs.workbook_robust import robust_sheets
from toguna.deliberation.votes.registry import voting_rules


def write(results: Results) -> bytes:
    """Write the workbook."""
    deliberation = results.deliberation
    book = Book(deliberation.question, midnight(deliberation.date))
    _question(book, results)
    _facts(book, results)
    _judgements(book, results)
    _weights(book, results)
    _people(book, results)
    _methods(book, results)
    _votes(book, results)
    _rules(book)
    consensus_sheets(book, results)
    robust_sheets(book, results)
    _agencies(book, results)
    return book.to_bytes()


def _question(book: Book, results: Results) -> None:
    deliberation = results.deliberation
    sheet = book.sheet("Question", [26, 100])
    sheet.text(0, 0, "Délibération", TITLE)
    rule = deliberation.rule
    rows = [
        ("Question", deliberation.question),
        ("Contexte", deliberation.context),
        ("Date", deliberation.date or ""),
        ("Exemple", "fictif : personnes, jugements, votes et textes sont inventés"
         if deliberation.fictitious else ""),
        ("Tours", str(len(results.rounds))),
        ("Règle annoncée", rule_names().get(rule.method, rule.method) if rule else ""),
        ("Départage", rule.tie_break if rule else ""),
        ("Version de la formule", rule.formula if rule else ""),
        ("Tirages", f"{results.robustness.samples}, graine {results.robustness.seed}"),
        ("À savoir", "Ce classeur montre ce qui découle de ce qui a été dit, selon plusieurs "
         "règles. Il ne recommande aucune option : le comité décide."),
    ]  # fmt: skip
    for number, (name, words) in enumerate((row for row in rows if row[1]), 2):
        sheet.text(number, 0, name, STRONG)
        sheet.text(number, 1, words, CELL)
    sheet.fit_rows()


def _facts(book: Book, results: Results) -> None:
    out = results.deliberation.ruled_out
    rows: list[list[Value]] = []
    for option in results.deliberation.options:
        why = joined([f"{c.name} ({c.source or 'sans source'})" for c in out.get(option.key, ())])
        rows.append([option.key, option.name, option.description, "", "", why])
        rows += [
            [option.key, "", fact.text, fact.source or "sans source", fact.date, ""]
            for fact in option.facts
        ]
    columns = [
        Column("Option", 24), Column("Nom complet", 36), Column("Description, fait", 60),
        Column("Source", 40), Column("Date", 12), Column("Écartée par", 44),
    ]  # fmt: skip
    put(book, "Options et faits", columns, rows, NUMBER)


def _judgements(book: Book, results: Results) -> None:
    criteria = results.table.criteria
    rows: list[list[Value]] = [
        ["Groupe (moyenne)", option, *values.tolist()]
        for option, values in zip(results.table.options, results.table.values, strict=True)
    ]
    for person, low, high in zip(
        results.said.people, results.said.low, results.said.high, strict=True
    ):
        for option, lows, highs in zip(results.said.options, low, high, strict=True):
            cells = [_interval(a, b) for a, b in zip(lows, highs, strict=True)]
            rows.append([person, option, *cells])
    columns = [Column("Qui", 22), Column("Option", 24), *(Column(key, 15) for key in criteria)]
    put(book, "Jugements", columns, rows, NUMBER)


def _interval(low: float, high: float) -> Value:
    if not np.isfinite(low):
        return "ne sait pas"
    return low if low == high else f"{low:g} à {high:g}".replace(".", ",")


def _weights(book: Book, results: Results) -> None:
    rows: list[list[Value]] = [["Groupe", *results.weights.tolist()]]
    rows += [
        [person, *weights.tolist()]
        for person, weights in zip(results.said.people, results.individual, strict=True)
    ]
    columns = [Column("Qui", 22), *(Column(key, 15) for key in results.table.criteria)]
    put(book, "Poids", columns, rows, SHARE)


def _people(book: Book, results: Results) -> None:
    rows: list[list[Value]] = []
    for (person, order), worth in zip(results.people_orders.items(), results.worth, strict=True):
        rows.append([person, order_words(order), *worth.tolist()])
    columns = [Column("Qui", 22), Column("Ordre, d'après ses propres réponses", 80)]
    columns += [Column(option, 15) for option in results.table.options]
    put(book, "Par personne", columns, rows, NUMBER)


def _methods(book: Book, results: Results) -> None:
    names = method_names()
    rows: list[list[Value]] = []
    for key, order in results.methods.orders.items():
        rank, scores = places(order), results.scores[key]
        rows.append([names[key], "rang", *(rank[o] for o in results.table.options)])
        if scores is not None:
            rows.append([names[key], "note", *(scores[o] for o in results.table.options)])
    rows += [
        [names[key], f"ne s'applique pas : {message.render()}"]
        for key, message in results.methods.refused.items()
    ]
    columns = [Column("Méthode", 22), Column("Quoi", 18)]
    columns += [Column(option, 15) for option in results.table.options]
    put(book, "Méthodes", columns, rows, NUMBER)
    tau: list[list[Value]] = [
        [names[key], *row.tolist()]
        for key, row in zip(results.methods.orders, results.methods.tau, strict=True)
    ]
    heads = [Column("Tau de Kendall", 22), *(Column(names[k], 16) for k in results.methods.orders)]
    put(book, "Accord des méthodes", heads, tau, NUMBER)


def _votes(book: Book, results: Results) -> None:
    names = rule_names()
    rows: list[list[Value]] = []
    for count in results.counts:
        if count.outcome is None:
            why = count.refusal.render() if count.refusal else ""
            rows.append([names[count.rule.key], "", f"ne s'applique pas : {why}"])
        else:
            order = order_words(count.outcome.order) if count.outcome.order else ""
            rows.append([names[count.rule.key], joined(count.outcome.winners), order])
    columns = [Column("Règle", 34), Column("En tête, ex æquo compris", 40), Column("Ordre", 90)]
    put(book, "Votes", columns, rows, NUMBER)


def _rules(book: Book) -> None:
    names = rule_names()
    rows: list[list[Value]] = [
        [known.name, "méthode", known.meaning.render(), known.misleads.render(),
         known.formula_version]
        for known in methods()
    ]  # fmt: skip
    rows += [
        [names[rule.key], "vote", rule.meaning.render(), rule.misleads.render(),
         rule.formula_version]
        for rule in voting_rules()
    ]  # fmt: skip
    columns = [
        Column("Règle", 30), Column("Sorte", 11), Column("Ce qu'elle veut dire", 60),
        Column("Quand elle trompe", 70), Column("Formule", 24),
    ]  # fmt: skip
    put(book, "Règles", columns, rows, NUMBER)


def _agencies(book: Book, results: Results) -> None:
    if not results.agencies:
        return
    rows: list[list[Value]] = [
        ["\n".join(cell) if isinstance(cell, tuple) else cell for cell in row]
        for row in steps(results.agencies)
    ]
    widths = (18, 24, 40, 20, 12, 40, 12, 12, 60, 50)
    columns = [
        Column(heading.render(), width)
        for heading, width in zip(STEP_HEADINGS, widths, strict=True)
    ]
    put(book, "Agences", columns, rows, NUMBER)
