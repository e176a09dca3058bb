"""Preparing a deliberation, sealing its rule, judging on telephones, results round after round."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.web.deliberation_stories import TIE, TOML, Room, room, text_of
from tests.web.stories import begun
from toguna.deliberation.reading import read_deliberation
from toguna.web.domain.deliberation.sealing import members_of
from toguna.web.models import DelegationSaid, Deliberation, Role, User

pytestmark = pytest.mark.django_db


def said_by(person: str) -> DelegationSaid:
    return DelegationSaid.objects.filter(person=person).latest("round__number")


# Preparing


def test_a_workbook_is_refused_line_by_line_and_nothing_is_kept() -> None:
    story = begun()
    url = reverse("deliberation_new", args=(story.dossier.slug,))
    wrong = TOML.replace('rules_out = ["Régulateur"]', 'rules_out = ["Banque"]')
    file = SimpleUploadedFile("question.toml", wrong.encode())
    answer = story.client("awa").post(url, {"from_file": "1", "file": file})
    assert answer.status_code == 422
    assert "[[constraints]]" in text_of(answer)
    assert "l'option « Banque » n'est pas connue" in text_of(answer)
    assert not Deliberation.objects.exists()


def test_a_question_is_begun_in_the_page_and_completed_line_by_line() -> None:
    story = begun()
    client = story.client("awa")
    url = reverse("deliberation_new", args=(story.dossier.slug,))
    client.post(url, {"question": "Qui paie ?"})
    begun_room = Room(story, Deliberation.objects.get())
    assert "il en faut au moins 2" in begun_room.shows("awa")
    for key in ("État", "Usagers"):
        add = begun_room.url("deliberation_add", form="options")
        assert client.post(add, {"key": key}).status_code == 302
    add = begun_room.url("deliberation_add", form="criteria")
    answer = client.post(add, {"key": "Équité", "low": "5", "high": "1"})
    assert answer.status_code == 422
    client.post(add, {"key": "Équité", "low": "1", "high": "5", "direction": "plus"})
    assert [row["key"] for row in begun_room.again().lines["people"]] == ["MDAC", "MEF", "MJDH"]
    assert "Ouvrir le recueil" in begun_room.shows("awa")


def test_the_workbook_that_is_downloaded_says_the_same() -> None:
    told = room()
    data = told.client("awa").get(told.url("deliberation_workbook")).content
    problems = read_deliberation(data, "classeur.xlsx").problems
    assert [str(problem.message) for problem in problems] == [
        "personne n'a encore jugé : remplissez des lignes."
    ]


def test_what_is_being_prepared_is_not_known_to_the_delegations() -> None:
    told = room()
    assert told.client("moussa").get(told.url()).status_code == 404
    listed = told.client("moussa").get(reverse("deliberations", args=(told.story.dossier.slug,)))
    assert "Aucune délibération n'est ouverte" in text_of(listed)
    assert told.client("moussa").get(told.url("deliberation_rule")).status_code == 403


# The seal


def test_the_rule_is_sealed_in_the_ledger_and_its_digest_shown_to_everyone() -> None:
    told = room()
    told.committee(3)
    told.sealed()
    entry = told.story.dossier.ledger.entries.filter(act="scellé").get()
    payload = json.loads(bytes(entry.canonical))["payload"]
    assert payload["sha256"] == told.deliberation.seal_digest
    assert json.loads(payload["terms"])["tie_break"] == TIE
    told.story.seat("yacouba", Role.READER)
    assert told.deliberation.seal_digest in told.shows("yacouba")


def test_changing_the_rule_or_an_option_after_the_seal_is_refused() -> None:
    told = room()
    members = told.committee(3)
    told.sealed()
    posted = {"method": "borda", "tie_break": TIE, "grades": "À rejeter ; Passable ; Bien"}
    voices = {f"voices_{told.story.people[name].pk}": "1" for name in members}
    answer = told.client("awa").post(told.url("deliberation_rule"), {**posted, **voices})
    assert answer.status_code == 409
    assert "la règle, la version de la formule ne correspond" in text_of(answer)
    option = told.url("deliberation_line", form="options", at=0)
    answer = told.client("awa").post(option, {"key": "Assemblée"})
    assert answer.status_code == 409
    assert "la liste des options" in text_of(answer)
    assert told.again().lines["options"][0]["key"] == "Présidence"


def test_a_method_that_counts_judgements_is_sealed_before_the_first_of_them() -> None:
    told = room(judging=True)
    told.judged("moussa", "forte", "moyenne", "faible")
    answer = told.client("awa").post(
        told.url("deliberation_rule"), {"method": "topsis", "tie_break": TIE}
    )
    assert answer.status_code == 409
    assert "Des délégations ont déjà jugé" in text_of(answer)


def test_a_method_is_sealed_with_every_parameter_and_the_weights() -> None:
    told = room()
    posted = {"method": "ahp", "tie_break": TIE, "weights": "Autorité = 30 ; Délai = 10"}
    told.does("awa", "deliberation_rule", **posted)
    terms = json.loads(told.again().seal)
    assert terms["parameters"] == {"mode": "distributive"}, "what was left out is said too"
    assert terms["weights"] == {"Autorité": 0.75, "Délai": 0.25}
    wrong = {**posted, "weights": "Autorité = 30"}
    assert "un poids positif à chacun" in room_text(wrong)


def room_text(posted: dict[str, str]) -> str:
    """Give what another deliberation's page of the rule says to a form."""
    return room(slug="autre").does("awa", "deliberation_rule", **posted)


def test_voters_are_told_apart_whatever_their_names() -> None:
    told = room()
    for name, organisation in (("a", "MEF"), ("b", "MEF"), ("c", ""), ("d", ""), ("e", "MJDH")):
        told.story.seat(name, Role.COMMITTEE, organisation)
    User.objects.filter(username__in=("c", "d")).update(full_name="Awa Diarra")
    labels = {label for _user, label in members_of(told.story.dossier)}
    assert labels == {
        "MEF (A)", "MEF (B)", "Awa Diarra [c]", "Awa Diarra [d]", "MJDH",
    }  # fmt: skip


# Judging on a telephone


def test_a_delegation_judges_one_criterion_a_screen_in_words() -> None:
    told = room(judging=True)
    first = told.shows("moussa", "deliberation_screen", number=1)
    assert "1/3" in first
    assert "Régulateur" not in first, "what a law rules out is not judged"
    told.judged("moussa", "?", "forte", "faible")
    said = said_by("MJDH")
    assert said.judged == {
        "Autorité": {"Présidence": "?", "Primature": "forte", "Numérique": "faible"},
        "Délai": {"Présidence": "6", "Primature": "6 à 12", "Numérique": "3"},
    }
    assert said.weighed == {"way": "rangs", "values": {"Autorité": "1", "Délai": "2"}}
    assert said.finished is not None


def test_judging_is_taken_up_where_it_was_left() -> None:
    told = room(judging=True)
    screen = told.url("deliberation_screen", number=2)
    answers = {"o0": "6", "o1-unknown": "on", "o2": "3", "revision": "0"}
    assert told.client("moussa").post(screen, answers).status_code == 302
    overview = told.shows("moussa", "deliberation_judge")
    assert "1 écran sur 3" in overview
    assert told.url("deliberation_screen", number=1) in overview
    assert "Il reste des critères sans réponse" in told.does("moussa", "deliberation_judged")


def test_what_cannot_be_is_told_beside_its_option() -> None:
    told = room(judging=True)
    screen = told.url("deliberation_screen", number=2)
    answer = told.client("moussa").post(screen, {"o0": "99", "o1-low": "3", "revision": "0"})
    assert answer.status_code == 422
    assert "« 99 » sort de l'échelle, qui va de 0 à 24." in text_of(answer)
    assert "donnez ses deux bouts" in text_of(answer)
    assert not DelegationSaid.objects.exists()


def test_a_second_telephone_of_a_delegation_overwrites_nothing_unseen() -> None:
    told = room(judging=True)
    screen = told.url("deliberation_screen", number=1)
    words = {"o0": "forte", "o1": "forte", "o2": "faible", "revision": "0"}
    told.client("moussa").post(screen, words)
    answer = told.client("moussa").post(screen, {**words, "o0": "faible"})
    assert answer.status_code == 409
    assert "Un autre téléphone de votre délégation" in text_of(answer)
    assert said_by("MJDH").judged["Autorité"]["Présidence"] == "forte"


def test_who_does_not_judge_is_told_so() -> None:
    told = room(judging=True)
    answer = told.client("ibrahim").get(told.url("deliberation_judge"))
    assert answer.status_code == 403
    assert "pas parmi celles qui jugent" in text_of(answer)


@pytest.mark.parametrize(
    ("way", "posted", "kept"),
    [
        ("swing", {"c0": "100", "c1": "40"},
         {"way": "points", "values": {"Autorité": "100", "Délai": "40"}}),
        ("pairwise", {"p0": "1/3"}, {"pairs": [["Autorité", "1/3", "Délai"]]}),
    ],
)  # fmt: skip
def test_criteria_are_weighed_the_way_that_the_facilitator_chose(
    way: str, posted: dict[str, str], kept: dict[str, object]
) -> None:
    told = room()
    told.does("awa", "deliberation_weighing", weighing=way)
    told.does("awa", "deliberation_act", what="recueil")
    screen = told.url("deliberation_screen", number=3)
    assert told.client("moussa").post(screen, {"revision": "0"}).status_code == 422
    told.client("moussa").post(screen, {**posted, "revision": "0"})
    assert said_by("MJDH").weighed == kept


# Results


def test_before_results_are_opened_only_how_many_answered_is_known() -> None:
    told = room(judging=True)
    told.judged("moussa", "forte", "moyenne", "faible")
    assert "1 délégation sur 2 a tout dit" in told.shows("awa")
    assert "Les résultats ne sont pas encore ouverts" in told.shows("awa", "deliberation_results")
    assert told.client("awa").get(told.url("deliberation_workbook")).status_code == 404


def test_results_need_something_to_compute_with() -> None:
    told = room(judging=True)
    assert "personne n'a encore jugé" in told.does("awa", "deliberation_act", what="resultats")
    assert told.deliberation.rounds.get().shown is None


def test_results_are_shown_with_measures_distances_pictures_and_files() -> None:
    told = room(judging=True)
    told.committee(3)
    told.sealed()
    told.judged("moussa", "forte", "moyenne", "faible")
    told.judged("fatou", "faible", "forte", "moyenne")
    told.shown()
    page = told.shows("fatou", "deliberation_results")
    for words in ("Niveau de consensus", "W de Kendall", "Qui est loin des autres", "MJDH"):
        assert words in page
    assert "le meilleur" not in page.lower()
    assert "la meilleure" not in page.lower()
    files = {one.name: one for one in told.deliberation.files.all()}
    assert {"note.pdf", "resultats.xlsx", "deliberation.json", "solidite.svg"} <= set(files)
    drawn = told.url("deliberation_file", file=files["solidite.svg"].pk)
    assert drawn in page
    assert told.client("fatou").get(drawn)["Content-Type"] == "image/svg+xml"
    assert told.deliberation.seal_digest in page, "the note's own words name the seal"
    late = told.client("moussa").get(told.url("deliberation_judge"))
    assert late.status_code == 409, "opened results end the round"


def test_a_second_round_keeps_what_was_said_and_tells_what_changed() -> None:
    told = room(judging=True)
    told.judged("moussa", "forte", "moyenne", "faible")
    told.judged("fatou", "faible", "forte", "moyenne")
    told.shown()
    told.does("awa", "deliberation_act", what="tour")
    again = told.shows("moussa", "deliberation_screen", number=1)
    assert 'value="forte" checked' in again
    screen = told.url("deliberation_screen", number=1)
    told.client("moussa").post(
        screen,
        {
            "o0": "moyenne",
            "o1": "moyenne",
            "o2-low": "faible",
            "o2-high": "faible",
            "revision": "0",
        },
    )
    told.does("fatou", "deliberation_judged")
    told.shown()
    second = told.deliberation.rounds.get(number=2).told
    assert second["changed"] == [["MJDH", "Présidence", "Autorité", "forte", "moyenne"]]
    assert second["consensus"]["moved"], "stability is the third measure of the stopping rule"
    assert "Tour 1" in told.shows("awa", "deliberation_results")
