"""The sheets of the workbook that tell how robust the results are."""

from __future__ import annotations

from toguna.consultation.outputs.workbook import Book, Column
from toguna.deliberation.outputs.findings import labels_of
from toguna.deliberation.outputs.pictures.robust import DRAWN
from toguna.deliberation.outputs.results import Results
from toguna.deliberation.outputs.sheets import SHARE, Value, put
from toguna.deliberation.outputs.words import joined, method_names


def robust_sheets(book: Book, results: Results) -> None:
    """Write how often each option takes each rank, and what would change the first one."""
    _acceptability(book, results)
    _intervals(book, results)
    _without(book, results)
    _to_win(book, results)


def _acceptability(book: Book, results: Results) -> None:
    options = results.table.options
    everybody = {"Groupe": results.robustness.group, **results.robustness.people}
    rows: list[list[Value]] = []
    for who, by_method in everybody.items():
        for method, found in by_method.items():
            for option in options:
                first = found.first(option)
                shares = [share.share for share in found.ranks[option]]
                rows.append([who, DRAWN[method], option, *shares, first.low, first.high])
    columns = [Column("Qui", 20), Column("Méthode", 18), Column("Option", 24)]
    columns += [Column(f"rang {rank}", 9) for rank in range(1, len(options) + 1)]
    columns += [Column("rang 1, au moins (95 %)", 14), Column("rang 1, au plus (95 %)", 14)]
    put(book, "Rangs possibles", columns, rows, SHARE)


def _intervals(book: Book, results: Results) -> None:
    names = method_names()
    rows: list[list[Value]] = []
    for method, hold in results.robustness.holds.items():
        for criterion, interval in hold.intervals.items():
            rows.append(
                [
                    names[method], joined(hold.order[0]), criterion, interval.weight,
                    interval.low, joined(interval.below), interval.high, joined(interval.above),
                    joined(hold.removed[criterion]),
                ]
            )  # fmt: skip
    columns = [
        Column("Méthode", 18), Column("En tête", 24), Column("Critère", 20), Column("Poids", 9),
        Column("tient depuis", 9), Column("en dessous", 24), Column("tient jusqu'à", 9),
        Column("au-dessus", 24), Column("sans ce critère", 24),
    ]  # fmt: skip
    put(book, "Intervalles de poids", columns, rows, SHARE)


def _without(book: Book, results: Results) -> None:
    options = results.table.options
    rows: list[list[Value]] = [
        [
            labels_of(results, organisation),
            organisation,
            DRAWN[method],
            *(shares[option].share for option in options),
        ]
        for organisation, by_method in results.robustness.without.items()
        for method, shares in by_method.items()
    ]
    columns = [Column("Sans", 14), Column("Structure", 50), Column("Méthode", 18)]
    columns += [Column(option, 15) for option in options]
    put(book, "Sans une structure", columns, rows, SHARE)


def _to_win(book: Book, results: Results) -> None:
    names = method_names()
    criteria = results.table.criteria
    rows: list[list[Value]] = []
    for option, needed in results.robustness.to_win.items():
        for method, other in needed.weights.items():
            if other is None:
                rows.append([option, f"{names[method]} : aucun poids ne la met en tête"])
            else:
                words = f"{names[method]} : poids qui la mettent en tête"
                rows.append([option, words, other.change / 2, *map(other.weights.get, criteria)])
    columns = [Column("Option", 24), Column("Quoi", 44), Column("poids déplacé", 12)]
    columns += [Column(key, 14) for key in criteria]
    put(book, "Pour passer en tête", columns, rows, SHARE)
