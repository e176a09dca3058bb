"""The sheets of the workbook that tell how far people agree."""

from __future__ import annotations

from toguna.consultation.outputs.workbook import Book, Column
from toguna.deliberation.outputs.results import Results
from toguna.deliberation.outputs.sheets import NUMBER, SHARE, Value, put


def consensus_sheets(book: Book, results: Results) -> None:
    """Write the measures of each round, how far each judgement is, and the smallest changes."""
    _rounds(book, results)
    _people(book, results)
    _distances(book, results)
    _changes(book, results)


def _rounds(book: Book, results: Results) -> None:
    criteria = results.table.criteria
    rows: list[list[Value]] = []
    found = results.agreeing
    for one, assessed, levels in zip(
        results.rounds, found.assessments, found.by_criterion, strict=True
    ):
        order, moved = assessed.concordance, assessed.stability
        rows.append(
            [
                f"Tour {one.round}",
                assessed.level,
                None if order is None else order.w,
                None if order is None else order.p_permutation,
                None if moved is None else moved.change,
                assessed.reason.render(),
                *(levels[key] for key in criteria),
            ]
        )
    columns = [
        Column("Tour", 10), Column("Niveau de consensus", 12), Column("W de Kendall", 10),
        Column("p (permutations)", 13), Column("Avis déplacés", 11), Column("Lecture", 60),
        *(Column(key, 14) for key in criteria),
    ]  # fmt: skip
    put(book, "Consensus", columns, rows, NUMBER)


def _people(book: Book, results: Results) -> None:
    apart = results.agreeing.distances
    rows: list[list[Value]] = [
        [person, float(mean), *by_criterion.tolist()]
        for person, mean, by_criterion in zip(
            results.agreeing.opinions.people, apart.people, apart.table, strict=True
        )
    ]
    columns = [Column("Qui", 20), Column("Écart moyen aux autres", 14)]
    columns += [Column(key, 14) for key in results.table.criteria]
    put(book, "Écarts par personne", columns, rows, SHARE)


def _distances(book: Book, results: Results) -> None:
    rows: list[list[Value]] = [
        [one.person, one.option, one.criterion, one.said, one.others, one.distance]
        for one in results.agreeing.distances.judgements
    ]
    columns = [
        Column("Qui", 20), Column("Option", 24), Column("Critère", 20), Column("dit", 10),
        Column("les autres", 10), Column("écart (part de l'échelle)", 14),
    ]  # fmt: skip
    put(book, "Écarts", columns, rows, NUMBER)


def _changes(book: Book, results: Results) -> None:
    found = results.agreeing
    sets = [("tous près d'un avis commun", found.nearer)]
    if found.enough is not None:
        sets.append(("seuil de consensus atteint", found.enough))
    rows: list[list[Value]] = [
        [one.person, one.option, one.criterion, one.before, one.after, aim]
        for aim, adjustment in sets
        for one in adjustment.changes
    ]
    columns = [
        Column("Qui", 20), Column("Option", 24), Column("Critère", 20), Column("de", 10),
        Column("à", 10), Column("Pour que", 34),
    ]  # fmt: skip
    put(book, "Plus petits changements", columns, rows, NUMBER)
