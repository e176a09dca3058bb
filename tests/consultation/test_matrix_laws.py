"""Law 1 for matrices: whatever their form, every line comes back, once, as it was written."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.consultation.books import text_table, workbook
from toguna.consultation.matrix import read_matrix
from toguna.consultation.matrix.model import Role
from toguna.consultation.model import Statement
from toguna.consultation.sheets import read_sheets
from toguna.text.errors import UnreadableFile

HEADINGS = {
    "number": ["N°", "NUMERO", "No", "N° d'ordre"],
    "structure": ["Structure", "MINISTÈRE", "Structure / Ministère", "organisation"],
    "person": ["Représentant", "REPRESENTANT", "Nom et prénom", "Point focal"],
    "reference": ["Axe ou §", "PARAGRAPHE", "Localisation", "Référence"],
    "page": ["Page", "N° de page", "PAGES", "p."],
    "nature": ["Nature", "TYPE", "Type de commentaire"],
    "observation": ["Observation", "OBSERVATIONS", "Commentaires", "Remarque"],
    "proposed": ["Rédaction proposée", "REDACTION PROPOSEE", "Proposition d’amendement",
                 "Nouvelle formulation"],
    "reason": ["Justification", "Motif invoqué", "JUSTIFICATIONS"],
    "later": ["Suite donnée", "RÉPONSE DU SECRÉTARIAT", "Décision"],
    "final": ["Rédaction retenue", "Texte retenu"],
}  # fmt: skip
ALWAYS = ["observation"]
TEXTS = ("observation", "proposed", "reason")
WORDS = st.sampled_from(
    "délai budget l'agence œuvre « citer » à où six 15 % (voir plus haut) ; : déjà, CSIRT n'est "
    "financement 2026-2030 prévu".split(" ")
)
SENTENCES = st.lists(WORDS, min_size=3, max_size=9).map(lambda words: "Le texte " + " ".join(words))
VALUES = {
    "structure": st.sampled_from(["MJDH", "MEF", "Ministère de la Santé"]),
    "person": st.sampled_from(["M. Traoré", "Mme Keïta Aïssata"]),
    "reference": st.sampled_from(["§ 3.1.4", "objectif 2.1", "mesure 1.2.3, al. 2"]),
    "page": st.integers(1, 90).map(str),
    "nature": st.sampled_from(["fond", "forme", "juridique", "question"]),
    "proposed": SENTENCES,
    "reason": SENTENCES,
}
TITLES = st.sampled_from(["AXE 1 : LE DROIT", "Axe 2", "Axe 3 – Compétences et recherche"])


@dataclass
class Matrix:
    """A matrix made at random: its rows, its merges, and what must be read in it."""

    columns: list[str]
    rows: list[list[str]] = field(default_factory=list)
    merges: list[str] = field(default_factory=list)
    expected: list[Statement] = field(default_factory=list)
    lines: int = 0
    title: str = ""

    def add(self, cells: dict[str, str]) -> None:
        self.rows.append([cells.get(column, "") for column in self.columns])
        self.lines += any(cells.values())

    def wide(self, text: str, *, merged: bool) -> None:
        self.rows.append([text, *[""] * (len(self.columns) - 1)])
        self.lines += 1
        if merged:
            number, last = len(self.rows), chr(ord("A") + len(self.columns) - 1)
            self.merges.append(f"A{number}:{last}{number}")


@st.composite
def matrices(draw: st.DrawFn, *, merged: bool) -> Matrix:
    optional = [name for name in HEADINGS if name not in ALWAYS]
    chosen = draw(st.lists(st.sampled_from(optional), unique=True, min_size=2))
    matrix = Matrix(draw(st.permutations([*ALWAYS, *chosen])))
    if merged and draw(st.booleans()):
        matrix.wide("MATRICE DE TRAITEMENT", merged=True)
    headed = {name: draw(st.sampled_from(HEADINGS[name])) for name in matrix.columns}
    if {"later", "final"} & headed.keys():
        headed["observation"] = "Observation"  # "Observations", last, would be on the answer
    matrix.add(headed)
    headings = matrix.rows[-1]
    for number in range(draw(st.integers(1, 6))):
        if merged and draw(st.integers(0, 3)) == 0:
            matrix.title = draw(TITLES)
            matrix.wide(matrix.title, merged=True)
        if draw(st.integers(0, 4)) == 0:
            matrix.add({})
        if draw(st.integers(0, 5)) == 0:
            matrix.rows.append(list(headings))
            matrix.lines += 1
        _line(draw, matrix, number + 1)
    return matrix


def _line(draw: st.DrawFn, matrix: Matrix, number: int) -> None:
    cells = {"observation": draw(SENTENCES)}
    if "number" in matrix.columns:
        cells["number"] = str(number)
    for name in matrix.columns:
        if name in VALUES and (name in ("structure",) or draw(st.booleans())):
            cells[name] = draw(VALUES[name])
    matrix.add(cells)
    first, last = len(matrix.rows), len(matrix.rows)
    if "number" in cells and draw(st.integers(0, 4)) == 0:
        more = {name: draw(SENTENCES) for name in TEXTS if name in cells}
        matrix.add(more)
        last = len(matrix.rows)
        cells |= {name: f"{cells[name]}\n{text}" for name, text in more.items()}
    place = f"ligne {first}" if first == last else f"lignes {first} à {last}"
    page = f"page {cells['page']}" if "page" in cells else ""
    named = [(matrix.columns.index(name), text) for name, text in
             (("reference", cells.get("reference", "")), ("page", page)) if text]  # fmt: skip
    places = [matrix.title, *(text for _, text in sorted(named))]
    matrix.expected.append(
        Statement(
            where=place,
            reference=", ".join(filter(None, places)),
            **{name: text for name, text in cells.items() if name not in ("reference", "page")},
        )
    )


def check(matrix: Matrix, data: bytes, filename: str, sheet: str) -> None:
    reading = read_matrix(read_sheets(data, filename), filename)
    expected = [
        Statement(**{name: getattr(statement, name) for name in statement.__slots__}
                  | {"where": f"{sheet}{statement.where}"})
        for statement in matrix.expected
    ]  # fmt: skip
    assert reading.statements == expected
    assert reading.unread_lines == []
    assert sum(reading.counts.values()) == matrix.lines
    assert reading.counts[Role.STATEMENT] == len(expected)


@settings(max_examples=150, deadline=None)
@given(matrices(merged=True))
def test_a_workbook_comes_back_whole(matrix: Matrix) -> None:
    data = workbook(matrix.rows, matrix.merges, "Retours")
    check(matrix, data, "retour.xlsx", "feuille « Retours », ")


@settings(max_examples=150, deadline=None)
@given(
    matrices(merged=False),
    st.sampled_from(";,\t|"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
)
def test_a_text_table_comes_back_whole(matrix: Matrix, separator: str, encoding: str) -> None:
    check(matrix, text_table(matrix.rows, separator, encoding), "retour.csv", "")


CELLS = st.one_of(
    st.just(""), st.just(""), SENTENCES, TITLES,
    st.sampled_from([heading for ways in HEADINGS.values() for heading in ways]),
    st.sampled_from(["1", "2", "12", "Total", "idem", "-", "Fait à Bamako"]),
)  # fmt: skip
MERGES = st.lists(
    st.sampled_from(["A1:B1", "C1:D1", "A2:E2", "B3:B5", "C4:E4", "A6:B7", "D5:D6", "A8:E8"]),
    unique=True, max_size=4,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=5, max_size=5), min_size=1, max_size=9), MERGES)
def test_every_line_of_any_table_has_one_role(rows: list[list[str]], merges: list[str]) -> None:
    sheets = read_sheets(workbook(rows, merges, "Retours"), "retour.xlsx")
    try:
        reading = read_matrix(sheets, "retour.xlsx")
    except UnreadableFile:
        return
    assert sum(reading.counts.values()) == sum(len(sheet.rows) for sheet in sheets)
    assert reading.counts[Role.STATEMENT] == len(reading.statements)
    assert reading.counts[Role.ASIDE] == len(reading.aside)
    assert reading.counts[Role.UNREAD] == len(reading.unread_lines)
