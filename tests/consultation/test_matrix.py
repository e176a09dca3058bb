"""Observation matrices in the forms that ministries make of the usual one."""

from __future__ import annotations

import pytest

from tests.consultation.books import text_table, workbook
from tests.consultation.word import Table, word
from toguna.consultation.matrix import (
    Form,
    MatrixReading,
    looks_like_matrix,
    read_matrix,
    tables_as_sheets,
)
from toguna.consultation.matrix.headings import Column, column_of, columns_of
from toguna.consultation.matrix.model import Role
from toguna.consultation.model import Statement
from toguna.consultation.sheets import read_sheets
from toguna.text.errors import UnreadableFile

HEADINGS = ["N°", "Structure", "Axe ou §", "Page", "Observation", "Rédaction proposée", "Motif"]
LINE = [1, "MJDH", "Axe 2", 12, "Le délai est court.", "six mois", "la loi"]


def reading(*rows: list[object], merges: tuple[str, ...] = (), name: str = "Obs") -> MatrixReading:
    found = read_matrix(read_sheets(workbook(rows, merges, name), "retour.xlsx"), "retour.xlsx")
    filled = sum(any(cell not in (None, "") for cell in row) for row in rows)
    assert sum(found.counts.values()) == filled
    return found


def statements(*rows: list[object], merges: tuple[str, ...] = ()) -> list[Statement]:
    found = reading(*rows, merges=merges)
    assert not found.unread_lines
    return found.statements


def headed(*headings: str) -> list[Column | None]:
    columns = columns_of(dict(enumerate(headings)))
    return [columns.get(index) for index in range(len(headings))]


def test_the_usual_form() -> None:
    assert statements(HEADINGS, LINE) == [
        Statement(
            where="feuille « Obs », ligne 2",
            number="1",
            structure="MJDH",
            reference="Axe 2, page 12",
            observation="Le délai est court.",
            proposed="six mois",
            reason="la loi",
        )
    ]


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("N°", Column.NUMBER), ("No", Column.NUMBER), ("NUMÉRO D'ORDRE", Column.NUMBER),
        ("N° de l'observation", Column.NUMBER), ("#", Column.NUMBER),
        ("STRUCTURE", Column.STRUCTURE), ("Ministère / Institution", Column.STRUCTURE),
        ("Nom de la structure", Column.STRUCTURE), ("MB/NC¹", Column.STRUCTURE),
        ("Organisation", Column.STRUCTURE), ("Partie prenante", Column.STRUCTURE),
        ("Représentant", Column.PERSON), ("Nom et prénom(s)", Column.PERSON),
        ("Point focal", Column.PERSON), ("Officier rédacteur", Column.PERSON),
        ("Axe ou §", Column.REFERENCE), ("Paragraphe", Column.REFERENCE),
        ("Réf.", Column.REFERENCE), ("Clause/ Subclause\n(e.g. 3.1)", Column.REFERENCE),
        ("Paragraph/ Figure/ Table", Column.REFERENCE), ("Partie concernée", Column.REFERENCE),
        ("Localisation dans le texte", Column.REFERENCE), ("Page et ligne", Column.REFERENCE),
        ("Page", Column.PAGE), ("N° de page", Column.PAGE), ("Pages", Column.PAGE),
        ("Ligne", Column.LINE), ("Line number (e.g. 17)", Column.LINE),
        ("Nature", Column.NATURE), ("Type de commentaire", Column.NATURE),
        ("Nature de l'observation", Column.NATURE), ("Forme/Fond", Column.NATURE),
        ("Texte actuel", Column.CURRENT), ("Rédaction initiale", Column.CURRENT),
        ("OBSERVATIONS", Column.OBSERVATION), ("Commentaires", Column.OBSERVATION),
        ("Observations et propositions", Column.OBSERVATION), ("Remarque", Column.OBSERVATION),
        ("Redaction proposee", Column.PROPOSED), ("Proposition d’amendement", Column.PROPOSED),
        ("Nouvelle formulation", Column.PROPOSED), ("Texte proposé", Column.PROPOSED),
        ("Proposed change", Column.PROPOSED), ("Amendement", Column.PROPOSED),
        ("Justification", Column.REASON), ("Motif invoqué", Column.REASON),
        ("Justification de la proposition", Column.REASON), ("Rationale", Column.REASON),
        ("Date", Column.DATE),
        ("Suite donnée", Column.LATER), ("Rédaction retenue", Column.LATER),
        ("Instance et date", Column.LATER), ("Avis du contributeur", Column.LATER),
        ("Observations of the secretariat", Column.LATER), ("Décision", Column.LATER),
        ("Téléphone", None), ("Axe 2", None),
    ],
)  # fmt: skip
def test_a_heading_alone(heading: str, column: Column | None) -> None:
    assert column_of(heading) is column


def test_the_same_word_means_different_things_in_different_forms() -> None:
    reason, later, observation = Column.REASON, Column.LATER, Column.OBSERVATION
    assert headed("Observation", "Motif") == [observation, reason]
    assert headed("Observation", "Motif", "Suite donnée") == [observation, reason, later]
    assert headed("Observation", "Suite donnée", "Motif") == [observation, later, later]
    assert headed("Observation", "Justification", "Motif", "Suite") == [
        observation, reason, later, later,
    ]  # fmt: skip
    assert headed("Observations", "Suite donnée") == [observation, later]
    assert headed("Proposition", "Suite donnée", "Observations") == [
        Column.PROPOSED, later, later,
    ]  # fmt: skip
    assert headed("Proposition", "Rédaction proposée") == [observation, Column.PROPOSED]


def test_headings_below_a_title_and_said_again_on_each_page() -> None:
    found = reading(
        ["MATRICE DES OBSERVATIONS"], ["Structure : MJDH"], [], HEADINGS, LINE, HEADINGS,
        [2, *LINE[1:]], merges=("A1:G1",),
    )  # fmt: skip
    assert [statement.number for statement in found.statements] == ["1", "2"]
    assert found.counts[Role.HEADER] == 2
    assert [line.where for line in found.aside] == [
        "feuille « Obs », ligne 1",
        "feuille « Obs », ligne 2",
    ]


def test_headings_on_two_lines() -> None:
    upper = ["N°", "Localisation", None, "Observation", "Réponse du secrétariat", None]
    lower = [None, "Axe", "Page", None, "Motif", "Date"]
    merges = ("A1:A2", "B1:C1", "D1:D2", "E1:F1")
    (one,) = statements(upper, lower, [1, 2, 12, "Trop court.", "vu", "hier"], merges=merges)
    assert one.reference == "Axe 2, page 12"
    assert (one.observation, one.reason, one.date) == ("Trop court.", "", "")


def test_the_iso_form() -> None:
    found = reading(
        ["Template for comments and secretariat observations", None, "Date: 2025-06-17"],
        ["MB/NC1", "Line number", "Clause/ Subclause", "Paragraph/ Figure/ Table",
         "Type of comment2", "Comments", "Proposed change", "Observations of the secretariat"],
        ["1", "2", "(3)", "4", "5", "(6)", "(7)", "(8)"],
        ["FR", 17, "3.1", "Table 2", "te", "Too short", "Six months", None],
        ["FR", None, "3.2", None, "ed", "Typo", None, None],
        ["FR", None, None, None, "ge", "Good", None, None],
    )  # fmt: skip
    assert found.form is Form.ISO
    assert [statement.nature for statement in found.statements] == ["fond", "forme", "fond"]
    assert found.statements[0].reference == "ligne 17, § 3.1, Table 2"
    assert found.counts[Role.HEADER] == 2


def test_titles_carry_their_place_and_nature_to_the_lines_beneath() -> None:
    first, second, third, fourth = statements(
        ["N°", "§", "Observation"],
        ["Observations de forme"],
        ["AXE 1 : LE DROIT"],
        [1, "Objectif 1.2", "Trop court."],
        ["Objectif 1.3"],
        [2, None, "Trop long."],
        ["Axe 2"],
        [3, None, "Trop cher."],
        [4, "Axe 3", "Trop vague."],
        merges=("A2:C2", "A3:C3", "A5:C5", "A7:C7"),
    )
    assert first.reference == "AXE 1 : LE DROIT, Objectif 1.2"
    assert second.reference == "AXE 1 : LE DROIT, Objectif 1.3"
    assert third.reference == "Axe 2"
    assert fourth.reference == "Axe 3"
    assert {first.nature, fourth.nature} == {"forme"}


def test_titles_name_the_structure_of_the_lines_beneath() -> None:
    one, two = statements(
        ["Page", "Observation", "Proposition"],
        ["Ministère de la Justice"],
        [12, "Trop court.", None],
        ["Ministère de la Défense"],
        [14, "Trop long.", None],
        merges=("A2:C2", "A4:C4"),
    )
    assert (one.structure, two.structure) == ("Ministère de la Justice", "Ministère de la Défense")


def test_an_observation_merged_over_the_columns_is_not_a_title() -> None:
    (one,) = statements(
        ["N°", "Observation", "Proposition"],
        ["Le document est clair, mais il devrait dire plus nettement qui paie quoi et quand."],
        merges=("A2:C2",),
    )
    assert one.observation.startswith("Le document est clair")


def test_a_title_under_which_nothing_stands_may_be_an_observation() -> None:
    found = reading(
        ["N°", "Observation", "Proposition"],
        ["Texte clair et complet"],
        ["Cadre juridique"],
        [1, "Trop court.", None],
        ["Bravo à l'équipe"],
        merges=("A2:C2", "A3:C3", "A5:C5"),
    )
    assert [line.text for line in found.unread_lines] == [
        "Texte clair et complet",
        "Bravo à l'équipe",
    ]
    assert found.statements[0].reference == "Cadre juridique"


def test_text_goes_on_on_the_next_line() -> None:
    one, two = statements(
        HEADINGS,
        LINE,
        [None, None, None, None, "Et il n'est pas dit d'où il part.", "au plus", None],
        [],
        [2, "MJDH", "Axe 3", None, "Autre chose.", None, None],
    )
    assert one.observation == "Le délai est court.\nEt il n'est pas dit d'où il part."
    assert one.proposed == "six mois\nau plus"
    assert one.where == "feuille « Obs », lignes 2 à 3"
    assert two.where == "feuille « Obs », ligne 5"


def test_without_numbers_each_line_is_a_statement() -> None:
    assert len(statements(["Structure", "Observation"], ["MEF", "Trop."], [None, "Peu."])) == 2


def test_merged_cells_give_their_value_to_each_line() -> None:
    one, two = statements(
        HEADINGS, LINE, [2, None, None, 13, "Autre.", None, None], merges=("B2:B3", "C2:C3")
    )
    assert (two.structure, two.reference) == ("MJDH", "Axe 2, page 13")
    assert one.observation != two.observation


def test_one_observation_merged_over_several_places_is_said_of_each() -> None:
    one, two = statements(
        ["Page", "Observation"], [12, "Mot à remplacer."], [14, None], merges=("B2:B3",)
    )
    assert (one.reference, two.reference) == ("page 12", "page 14")
    assert one.observation == two.observation


def test_idem_repeats_the_line_above() -> None:
    _, two = statements(HEADINGS, LINE, [2, "idem", "Idem", None, "Autre.", None, None])
    assert (two.structure, two.reference) == ("MJDH", "Axe 2, page 12")


def test_totals_signatures_and_empty_forms_are_set_aside() -> None:
    found = reading(
        HEADINGS, LINE, [2], [3, "MJDH"], ["Total", None, None, None, 1],
        ["Fait à Bamako, le 3 juin 2025"],
    )  # fmt: skip
    assert len(found.statements) == 1
    assert not found.unread_lines
    assert [str(line.reason) for line in found.aside] == [
        "ligne sans observation ni proposition", "ligne sans observation ni proposition",
        "ligne de total", "signature",
    ]  # fmt: skip


def test_words_in_a_column_of_no_known_kind_are_told() -> None:
    found = reading(
        ["N°", "Observation", "Téléphone"], [1, "Trop court.", "76 00"], [None, None, "Perdu ?"]
    )
    (line,) = found.unread_lines
    assert (line.where, line.text) == ("feuille « Obs », ligne 3", "Perdu ?")
    assert "« Téléphone »" in str(found.notes[0])
    assert "feuille « Obs », ligne 3" in str(found.notes[1])


def test_words_already_in_the_answers_are_told() -> None:
    found = reading(["Observation", "Suite donnée"], ["Trop court.", "retenue"])
    assert "ne sont pas reprises" in str(found.notes[0])
    assert "« Suite donnée »" in str(found.notes[0])


def test_dates_as_people_write_them() -> None:
    rows = [["le 3 juin 2025"], ["03/06/2025"], ["2025-06-03"], ["1er août 2025"], ["bientôt"]]
    found = reading(["Date", "Observation"], *[[*row, "Trop court."] for row in rows])
    dates = [statement.date for statement in found.statements]
    assert dates == ["2025-06-03", "2025-06-03", "2025-06-03", "2025-08-01", ""]
    assert "« bientôt »" in str(found.notes[0])


def test_the_drafts_own_words_have_their_column() -> None:
    (one,) = statements(["Texte actuel", "Texte proposé"], ["trois mois", "six mois"])
    assert (one.current, one.proposed, one.observation) == ("trois mois", "six mois", "")


@pytest.mark.parametrize(
    ("heading", "value", "reference"),
    [
        ("Axe", 2, "Axe 2"), ("§", "3.1", "§ 3.1"), ("Axe ou §", "3.1.4", "§ 3.1.4"),
        ("Axe ou §", "2", "2"), ("Article", "5", "article 5"), ("Page", "12-13", "page 12-13"),
        ("Page", "p. 12", "p. 12"), ("Ligne", 4, "ligne 4"), ("Clause", "3.1", "§ 3.1"),
        ("Page", "-", ""), ("Axe", "Introduction", "Introduction"),
    ],
)  # fmt: skip
def test_a_bare_number_takes_the_word_of_its_heading(
    heading: str, value: object, reference: str
) -> None:
    (one,) = statements([heading, "Observation"], [value, "Trop court."])
    assert one.reference == reference


def test_only_observations() -> None:
    assert len(statements(["Observations"], ["Trop court."], ["Trop long."])) == 2


def test_sheets_named_after_the_axes_and_sheets_of_another_kind() -> None:
    axis = read_sheets(workbook([HEADINGS, [1, "MEF", None, 3, "Trop."]], name="Axe 3"), "a.xlsx")
    lists = read_sheets(workbook([["fond"], ["forme"]], name="Listes"), "b.xlsx")
    found = read_matrix([*axis, *lists], "retour.xlsx")
    assert found.statements[0].reference == "Axe 3, page 3"
    assert found.counts[Role.ASIDE] == 2
    assert "feuille « Listes » n'a pas de colonne d'observations" in str(found.notes[0])


def test_without_headings_the_columns_are_guessed_and_this_is_said() -> None:
    data = text_table(
        [["1", "Axe 2", "Le délai prévu à cet endroit est beaucoup trop court", "MEF"],
         ["2", "page 4", "Le budget de cette mesure est sous-estimé, à revoir", "MEF"]]
    )  # fmt: skip
    found = read_matrix(read_sheets(data, "retour.csv"), "retour.csv")
    assert found.form is Form.BARE
    assert [statement.reference for statement in found.statements] == ["Axe 2", "page 4"]
    assert found.statements[0].where == "ligne 1"
    assert found.statements[0].observation.endswith("court\nMEF")
    assert "ont été devinées" in str(found.notes[0])


def test_a_table_of_something_else_is_refused() -> None:
    with pytest.raises(UnreadableFile) as refused:
        reading(["Année", "Montant"], [2025, 12], [2026, 14])
    assert "rédaction proposée" in str(refused.value)


# Tables of a Word document


TABLE = Table(
    [
        ["N°", "Structure", "Page", "Observation", "Rédaction proposée"],
        [("AXE 1", 5)],
        ["1", "MEF", "12", "Trop court.", "six mois"],
        ["2", None, "13", "Trop long.", "un mois"],
    ]
)


def test_a_matrix_sent_as_a_table_of_a_document() -> None:
    document = word("Observations du ministère", TABLE)
    assert looks_like_matrix(document)
    one, two = read_matrix(tables_as_sheets(document), "retour.docx").statements
    assert one.where == "tableau 1, ligne 3"
    assert (one.reference, one.proposed) == ("AXE 1, page 12", "six mois")
    assert (two.structure, two.observation) == ("MEF", "Trop long.")


def test_a_table_cut_in_two_goes_on_without_headings() -> None:
    document = word(TABLE, "suite", Table([["3", "MEF", "14", "Trop cher.", "moins"]]))
    found = read_matrix(tables_as_sheets(document), "retour.docx").statements
    assert found[-1].where == "tableau 2, ligne 1"
    assert found[-1].reference == "page 14"


def test_documents_with_other_tables_are_no_matrices() -> None:
    plan = Table([["N°", "Activité", "Responsable"], ["1", "Former", "ANSI"]])
    assert not looks_like_matrix(word("Plan", plan))
    assert not looks_like_matrix(word("Une lettre"))
    noted = Table([["N°", "Structure responsable", "Observations"], ["1", "ANSI", ""]])
    assert not looks_like_matrix(word("Un long texte de stratégie. " * 40, noted))
