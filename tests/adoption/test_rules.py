"""Each rule on the small clean strategy with one thing made wrong, and on what it must not mind."""

from __future__ import annotations

import pytest

from tests.adoption.plans import SMALL, changed, checked, found, markdown, table

BEFORE_BUDGET = "# 6. Budget et financement"
END = "La fiche tient en une page."


def at_end(words: str) -> str:
    return changed(END, f"{END}\n\n{words}")


WRONG = [
    # rule, old words, new words, the words that the finding is about
    ("typed-references", "au Tableau 2", "au Tableau 7", "Tableau 7"),
    ("typed-references", "section 4.1", "section 4.3", "section 4.3"),
    ("typed-references", "chapitre 5", "chapitre 9", "chapitre 9"),
    ("numbering", "# 4. Gouvernance", "# 5. Gouvernance", "Plan d'action"),
    ("numbering", "Tableau 3. Ind", "Tableau 4. Ind", "Tableau 4"),
    ("plan-numbers", "| 1.2.1 | ", "| 1.1.2 | ", "zone 121"),
    ("plan-numbers", "| 1.1.2 | ", "| 1.1.9 | ", "zone 112"),
    ("plan-numbers", "1.1.1 Ouvrir le centre de la zone 111", "1.1.1 Réviser un décret", "1.1"),
    ("counts", "et 6 mesures", "et 7 mesures", "7 mesures"),
    ("counts", "deux axes", "trois axes", "trois axes"),
    ("objectives", "| 2.1.1 |", "| 2.3.1 |", "zone 211"),
    ("measures", "| MINUM | MINFI | Déc", "|  | MINFI | Déc", ""),
    ("actors", "| MINUM | MINFI | Déc", "| MINUM | DGSI | Déc", "DGSI"),
    ("acronym-unexplained", "appelle une réserve", "appelle le FNSI", "FNSI"),
    ("acronym-twice", END, f"Une Association de nouveaux constructeurs (ANC). {END}", "ANC"),
    ("acronym-unused", "| MINUM | Ministère du Numérique |",
     "| MINUM | Ministère du Numérique |\n| ZRR | Zone rurale reculée |", "ZRR"),
    ("spellings", "Le comité se réunit", "La cyber-défense et la cyberdéfense", "cyber-défense"),
    ("spellings", "Le comité se réunit", "L'Etat et l'État, l'État encore,", "Etat"),
    ("doubled-words", "Le comité se réunit", "Le comité se se réunit", "se se"),
    ("totals", "| 120 | 360 |", "| 120 | 361 |", "361"),
    ("totals", "| 1 450 |", "| 1 451 |", "1 451"),
    ("amounts", "est de 2 760 millions", "est de 2,9 milliards", "2,9 milliards de FCFA"),
    ("years", "| Décembre 2028 |", "| Décembre 2031 |", "Décembre 2031"),
    ("deadlines", "| Décembre 2028 |", "| Juin 2024 |", "Juin 2024"),
    ("horizon", "Le comité se réunit", "Le plan d'action 2025-2030 est suivi, et on", "2025-2030"),
    ("dates", "3 mars 2025", "31 juin 2025", "31 juin 2025"),
    ("dates", "3 mars 2025", "mardi 3 mars 2025", "mardi 3 mars 2025"),
    ("sections", "# 8. Risques", "# 8. Divers", ""),
    ("empty-sections", "En 2028, chacun se fie aux services en ligne.", "", "Vision et principes"),
    ("leftovers", "La fiche tient", "TODO. La fiche tient", "TODO"),
    ("leftovers", "en une page", "en XX pages", "XX"),
    ("leftovers", "en une page", "en une page (à compléter)", "(à compléter)"),
    ("empty-cells", "| 20 | 200 | Registre |", "|  | 200 | Registre |", ""),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "old", "new", "words"), WRONG)
def test_what_is_wrong_is_found_at_its_words(rule: str, old: str, new: str, words: str) -> None:
    findings = found(changed(old, new), rule)

    assert any(words in finding.words for finding in findings)
    assert {finding.rule for finding in findings} == {rule}


RIGHT = [
    ("typed-references", "Voir le chapitre VII de la Charte et la section 9.9 de la loi."),
    ("typed-references", "Voir la figure 3."),  # a document without figures
    ("typed-references", "Le Plan national de développement, chapitre 12, le dit."),
    ("acronym-unexplained", "Le Comité de suivi (CDS) est créé ; le CDS siège. Voir le RFC 2350."),
    ("acronym-unexplained", "LES MOTS EN CAPITALES NE SONT PAS DES SIGLES."),
    ("spellings", "Est-il là ? Un mi-temps, un état des lieux, l'État, une sous-direction."),
    ("doubled-words", "Nous nous engageons ; elle est très très utile, faire faire coûte."),
    ("horizon", "La stratégie précédente, 2020-2024, a échoué. Le schéma routier 2010-2040."),
    ("years", "Au-delà du plan, la vision va à 2063."),
    ("dates", "Le 29 février 2028, le 1er mai 2026, le 31/12/2026, en mars 2025."),
    ("leftovers", "Les modalités restent à préciser par décret. Au XXe siècle, page XIX."),
    ("amounts", "Le coût total de l'axe 1 est de 12 milliards de FCFA."),
    ("counts", "Chaque axe porte trois objectifs et neuf mesures."),
    ("institutions", "Le Ministère des Finances et le Ministère des Transports."),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "words"), RIGHT)
def test_what_is_right_is_left_alone(rule: str, words: str) -> None:
    assert found(at_end(words), rule) == []


def test_an_institution_under_two_names() -> None:
    one = "Le Ministère de la Justice et des Droits de l'Homme instruit"
    other = "Le Ministère des Droits de l'Homme et de la Justice signe"

    (finding,) = found(at_end(f"{one}.\n\n{other}."), "institutions")

    assert "Droits" in finding.words
    assert len(finding.others) == 1


def test_an_institution_with_two_acronyms() -> None:
    row = "| ANC | Agence nationale du cyberespace |"
    text = changed(row, f"{row}\n| ANCY | Agence nationale du cyberespace de l'État |")
    twice = text.replace(" de l'État |", " |", 1)

    (finding,) = found(twice, "institutions")

    assert finding.message.values["first"] == "ANC"
    assert finding.message.values["second"] == "ANCY"


def test_an_objective_without_measure() -> None:
    text = changed("## Axe 2", "### Objectif 1.3 : résultat 13\n\nRien n'y conduit.\n\n## Axe 2")

    (finding,) = found(text, "objectives")

    assert finding.message.render() == "Aucune mesure ne sert l'objectif 1.3."


def test_a_plan_without_costs_says_so_once() -> None:
    bare = table(
        ("Mesure", "Chef de file", "Échéance"),
        ("Adopter", "ANC", "2027"),
        ("Ouvrir", "ANC", "2028"),
    )
    text = f"Stratégie 2026-2030\n\n# Plan\n\n{bare}\n"

    (finding,) = found(text, "measures")

    assert "le coût" in finding.message.render()
    assert "l'indicateur" in finding.message.render()


def test_baselines_may_stand_in_a_table_of_indicators() -> None:
    assert found(markdown(SMALL), "measures") == []
    text = changed("Référence 2025", "Valeur").replace("Cible 2028", "But")

    (finding,) = found(text, "measures")

    assert "la valeur de référence, la cible" in finding.message.render()


def test_shares_that_are_wrong() -> None:
    shares = table(
        ("Source", "Montant", "Part"), ("État", 600, "60 %"), ("Partenaires", 300, "35 %"),
        ("Privé", 100, "10 %"), ("Total", "1 000", "100 %"),
    )  # fmt: skip
    findings = found(at_end(f"Répartition.\n\n{shares}"), "totals")

    assert [f.words for f in findings if "part" in f.message.render()] == ["35 %"]


def test_a_last_row_that_is_no_sum_is_left_alone() -> None:
    averages = table(
        ("Ville", "2024", "2025"), ("Nord", 10, 20), ("Sud", 20, 40), ("Ensemble", 15, 30)
    )
    assert found(at_end(f"Moyennes.\n\n{averages}"), "totals") == []


def test_rounded_figures_add_up() -> None:
    rounded = table(
        ("Poste", "2026", "2027", "Total"), ("A", "1,3", "2,4", "3,8"), ("B", "0,4", "0,4", "0,7"),
        ("Total", "1,7", "2,8", "4,5"),
    )  # fmt: skip
    assert found(at_end(f"Milliards.\n\n{rounded}"), "totals") == []


def test_numbers_may_begin_again_in_another_list() -> None:
    text = markdown(SMALL) + "\n# Annexe B\n\n## Fiche 1\n\nUn.\n\n## Fiche 2\n\nDeux.\n"

    assert found(text, "numbering") == []


def test_two_amounts_that_differ_without_any_table() -> None:
    text = (
        "# Budget\n\nLe coût global est de 4,2 milliards de FCFA.\n\n# Conclusion\n\n"
        "Avec un coût total de 5 milliards de FCFA, le pays agit.\n"
    )
    (finding,) = found(text, "amounts")

    assert finding.words == "5 milliards de FCFA"


def test_findings_come_in_reading_order() -> None:
    text = changed("3 mars 2025", "31 juin 2025").replace("en une page", "en en une page")

    assert [f.rule for f in checked(text).findings] == ["dates", "doubled-words"]
