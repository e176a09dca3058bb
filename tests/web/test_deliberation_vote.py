"""The committee's vote, open or secret, its count, the decision and what it changes in the text."""

from __future__ import annotations

import html
import json
import re

import pytest

from tests.web.deliberation_stories import RANKING, TIE, Room, room, text_of
from tests.web.stories import DRAFT
from toguna.consultation.decisions.final import decide as core_decide
from toguna.consultation.decisions.model import Answer, Disposition, Stage
from toguna.consultation.decisions.outputs.final_html import write as final_html
from toguna.text.package import Package
from toguna.web.domain.answers import Given, give
from toguna.web.domain.blobs import bytes_of
from toguna.web.domain.consolidation import prepare_round
from toguna.web.domain.deliberation.sealing import Chosen, seal
from toguna.web.jobs.queue import run_waiting
from toguna.web.models import Answer as AnswerRow
from toguna.web.models import Observation, SecretBallot, Voter
from toguna.web.refusal import Refused

pytestmark = pytest.mark.django_db
OTHER = "L'agence nationale est placée sous l'autorité du Président."
THIRD = "L'agence nationale est placée sous l'autorité du ministre chargé du numérique."


def voting(
    count: int = 5, method: str = "schulze", *, secret: bool = False
) -> tuple[Room, list[str]]:
    """Give a deliberation whose committee votes, and its members."""
    told = room()
    members = told.committee(count)
    told.sealed(method, secret=secret)
    told.does("awa", "deliberation_lead", what="ouvrir")
    return told, members


def salt_on(page: str) -> str:
    found = re.search(r'name="salt" value="([0-9a-f]{32})"', page)
    assert found is not None
    return found[1]


def votes(told: Room, name: str, **ballot: str) -> str:
    salt = salt_on(told.shows(name, "deliberation_vote"))
    return told.does(name, "deliberation_cast", salt=salt, **ballot)


def receipt_in(page: str) -> str:
    found = re.search(r"<code>(\{.*?\})</code>", page)
    assert found is not None
    return html.unescape(found[1])


# The vote


def test_the_vote_waits_for_the_seal_and_for_the_results_of_the_round() -> None:
    told = room(judging=True)
    told.committee(3)
    assert "Scellez d'abord la règle" in told.does("awa", "deliberation_lead", what="ouvrir")
    told.sealed()
    told.judged("moussa", "forte", "moyenne", "faible")
    refused = told.does("awa", "deliberation_lead", what="ouvrir")
    assert "Ouvrez d'abord les résultats du tour en cours" in refused


def test_an_open_ballot_is_cast_once_and_a_retry_is_the_same_vote() -> None:
    told, (first, *_others) = voting()
    salt = salt_on(told.shows(first, "deliberation_vote"))
    told.does(first, "deliberation_cast", salt=salt, **RANKING)
    told.does(first, "deliberation_cast", salt=salt, **RANKING)
    assert Voter.objects.filter(voted=True).count() == 1
    changed = told.does(first, "deliberation_cast", salt=salt, **{**RANKING, "o0": "1"})
    assert "Vous avez déjà voté" in changed
    assert Voter.objects.get(voted=True).ballot == {
        "ranking": [["Primature"], ["Présidence"], ["Numérique"]]
    }


def test_only_those_who_were_sealed_as_voters_vote() -> None:
    told, _members = voting(3)
    told.story.seat("tard", "committee")
    salt = "0" * 32
    answer = told.client("tard").post(told.url("deliberation_cast"), {"salt": salt, **RANKING})
    assert answer.status_code == 403
    assert told.client("moussa").post(told.url("deliberation_cast")).status_code == 403


def test_a_ballot_that_says_nothing_is_not_taken() -> None:
    told, (first, *_others) = voting()
    assert "Donnez un rang" in votes(told, first)
    assert not Voter.objects.filter(voted=True).exists()


@pytest.mark.parametrize(
    ("method", "ballot", "kept"),
    [
        ("approval", {"o0": "1", "o2": "1"}, {"approved": ["Présidence", "Numérique"]}),
        ("majority-judgment", {"o0": "Bien", "o1": "Passable", "o2": "À rejeter"},
         {"grades": {"Présidence": "Bien", "Primature": "Passable", "Numérique": "À rejeter"}}),
    ],
)  # fmt: skip
def test_the_ballot_is_the_one_that_the_sealed_rule_asks_for(
    method: str, ballot: dict[str, str], kept: dict[str, object]
) -> None:
    told, (first, *_others) = voting(method=method)
    votes(told, first, **ballot)
    assert Voter.objects.get(voted=True).ballot == kept
    told.does("awa", "deliberation_lead", what="clore")
    assert "Présidence" in told.again().counted["winners"]


def test_closing_tells_the_winner_under_every_rule_with_all_ties() -> None:
    told, (one, two, three, *_others) = voting()
    votes(told, one, **RANKING)
    votes(told, two, **RANKING)
    votes(told, three, o0="1", o1="2", o2="3")
    told.does("awa", "deliberation_lead", what="clore")
    counted = told.again().counted
    assert counted["winners"] == ["Primature"]
    assert sum("winners" in rule for rule in counted["counts"]) >= 6
    entry = told.story.dossier.ledger.entries.get(act="voté")
    payload = json.loads(bytes(entry.canonical))["payload"]
    assert payload["named"].keys() == {"Membre-0", "Membre-1", "Membre-2"}
    assert payload["sha256"] == told.deliberation.seal_digest
    assert "Selon la règle scellée" in told.shows("moussa", "deliberation_vote")


def test_a_tie_is_told_with_what_was_sealed_for_it() -> None:
    told, (one, two, *_others) = voting()
    votes(told, one, o0="1", o1="2", o2="3")
    votes(told, two, o0="2", o1="1", o2="3")
    told.does("awa", "deliberation_lead", what="clore")
    page = told.shows("awa", "deliberation_vote")
    assert "(à égalité)" in page
    assert TIE in page
    assert told.again().counted["winners"] == ["Primature", "Présidence"]


# Secrecy


def test_a_secret_vote_of_four_is_refused_before_anything_is_sealed() -> None:
    told = room()
    told.committee(4)
    assert "à moins de 5 votants" in told.shows("awa", "deliberation_rule")
    with pytest.raises(Refused, match="Le secret est refusé"):
        told.sealed(secret=True)
    assert told.again().sealed is None


def test_voices_that_single_a_voter_out_refuse_the_secret_and_its_limits_are_said() -> None:
    told = room()
    members = told.committee(6)
    heavy = {told.story.people[members[0]].pk: 50.0}
    with pytest.raises(Refused, match="trahit son vote"):
        seal(told.awa, told.deliberation, Chosen("schulze", TIE, secret=True, voices=heavy))
    told.sealed(secret=True)
    limits = told.shows("awa", "deliberation_vote")
    assert "Si tous votent de même, le résultat dit le vote de chacun." in limits


def test_a_receipt_is_shown_once_and_proves_that_the_ballot_was_counted() -> None:
    told, (first, second, *_others) = voting(secret=True)
    receipt = receipt_in(votes(told, first, **RANKING))
    votes(told, second, o0="1")
    assert "<code>{" not in told.shows(first, "deliberation_vote")
    told.does("awa", "deliberation_lead", what="clore")
    assert json.loads(receipt)["commitment"] in told.shows(first, "deliberation_vote")
    good = (
        told.does("yacouba_or_any", "deliberation_receipt", receipt=receipt)
        if False
        else (told.does(first, "deliberation_receipt", receipt=receipt))
    )
    assert "a été compté tel que vous l'avez déposé" in good
    forged = json.loads(receipt)
    forged["ballot"]["ranking"] = [["Numérique"]]
    bad = told.does(first, "deliberation_receipt", receipt=json.dumps(forged))
    assert "Ce reçu ne s'ouvre pas" in bad
    assert "ne peut pas être lu" in told.does(first, "deliberation_receipt", receipt="[]")


def test_nothing_ties_a_secret_ballot_to_its_voter() -> None:
    told, (first, *_others) = voting(secret=True)
    receipt = json.loads(receipt_in(votes(told, first, **RANKING)))
    voter = Voter.objects.get(voted=True)
    assert voter.ballot == {}
    assert {field.name for field in SecretBallot._meta.get_fields()} == {
        "id", "deliberation", "ballot", "commitment",
    }  # fmt: skip
    assert receipt["salt"] not in json.dumps([voter.attempt, SecretBallot.objects.get().ballot])
    told.does("awa", "deliberation_lead", what="clore")
    entry = bytes(told.story.dossier.ledger.entries.get(act="voté").canonical).decode()
    assert "named" not in json.loads(entry)["payload"]


def test_a_retry_of_a_secret_ballot_gives_the_same_receipt() -> None:
    told, (first, *_others) = voting(secret=True)
    salt = salt_on(told.shows(first, "deliberation_vote"))
    once = receipt_in(told.does(first, "deliberation_cast", salt=salt, **RANKING))
    again = receipt_in(told.does(first, "deliberation_cast", salt=salt, **RANKING))
    assert once == again
    assert SecretBallot.objects.count() == 1
    assert "Vous avez déjà voté" in told.does(first, "deliberation_cast", salt="1" * 32, **RANKING)


# A method that counts judgements


def test_a_sealed_method_counts_the_judgements_and_shows_the_other_methods() -> None:
    told = room()
    told.sealed("topsis")
    told.does("awa", "deliberation_act", what="recueil")
    told.judged("moussa", "forte", "moyenne", "faible")
    told.judged("fatou", "forte", "moyenne", "faible")
    told.shown()
    assert "il n'y a pas de bulletin" in told.shows("awa", "deliberation_vote")
    told.does("awa", "deliberation_lead", what="clore")
    counted = told.again().counted
    assert counted["rule"] == "TOPSIS"
    assert sum("winners" in method for method in counted["counts"]) == 6


# The decision


def decided(restricted: bool = False) -> tuple[Room, str]:
    """Give a counted vote on the observations that were referred, and the key of the passage."""
    told, (first, *_others) = voting()
    for label, line in (("MJDH", OTHER), ("MDAC", THIRD)):
        told.story.sent(
            label, DRAFT[0], line, *DRAFT[2:], restricted=restricted and label == "MDAC"
        )
    found = [one for one in told.story.consolidated() if one.after]
    awa = told.story.seat("awa", "rapporteur", cleared=True)
    give(awa, told.story.round, found, Given(Disposition.REFERRED), {})
    votes(told, first, **RANKING)
    told.does("awa", "deliberation_lead", what="clore")
    key = re.search(r'name="choice_(p\d+)"', told.shows("awa", "deliberation_decide"))
    assert key is not None
    return told, key[1]


def minuted(told: Room, **posted: object) -> str:
    page = told.client("awa").get(told.url("deliberation_decide")).content.decode()
    seen = re.findall(r'name="seen" value="(\d+:\d+)"', page)
    told_form = {
        "option": "Présidence", "reasons": "Autorité sur tous les ministères.",
        "instance": "Comité interministériel", "day": "2025-07-03", "seen": seen, **posted,
    }  # fmt: skip
    answer = told.client("awa").post(told.url("deliberation_decide"), told_form, follow=True)
    run_waiting()
    return text_of(answer)


def choice_of(label: str) -> str:
    """Give the choice of the wording that an organisation asks for."""
    return f"w{Observation.objects.filter(contributor=label).exclude(after='').get().pk}"


def dispositions() -> dict[str, str]:
    rows = AnswerRow.objects.exclude(observation__after="").select_related("observation")
    return {row.observation.contributor: row.disposition for row in rows}


def test_the_decision_adopts_a_wording_and_its_origin_names_the_committee() -> None:
    told, key = decided()
    minuted(told, **{f"choice_{key}": choice_of("MJDH")})
    assert dispositions() == {
        "MJDH": Disposition.ACCEPTED.value,
        "MDAC": Disposition.MOOT.value,
    }
    row = AnswerRow.objects.get(disposition=Disposition.ACCEPTED.value)
    assert (row.instance, row.date, row.stage) == (
        "Comité interministériel", "2025-07-03", Stage.VALIDATED.value,
    )  # fmt: skip
    prepared = prepare_round(told.story.round, lambda what, done, total: None).full
    answers = {
        one.observation.identifier: Answer(
            one.observation.identifier, Disposition(one.disposition), one.reason, one.wording,
            one.instance, one.date, Stage(one.stage),
        )
        for one in AnswerRow.objects.select_related("observation")
    }  # fmt: skip
    final = core_decide(prepared, answers)
    page = final_html(final).decode()
    assert OTHER in html.unescape(re.sub(r"<[^>]+>", "", page))
    assert "Comité interministériel, 03/07/2025" in page.replace("\xa0", " ")


def test_words_of_the_committee_are_carried_by_one_observation() -> None:
    told, key = decided()
    words = "L'agence nationale est placée sous l'autorité du Président, qui la délègue."
    minuted(told, **{f"choice_{key}": "other", f"wording_{key}": words})
    assert sorted(dispositions().values()) == sorted(
        [Disposition.ACCEPTED_WITH_CHANGES.value, Disposition.MOOT.value]
    )
    assert AnswerRow.objects.get(wording=words).instance == "Comité interministériel"


def test_a_passage_may_be_left_to_later_and_the_draft_may_stay() -> None:
    told, key = decided()
    minuted(told, **{f"choice_{key}": "draft"})
    assert set(dispositions().values()) == {Disposition.REJECTED.value}


def test_the_decision_is_minuted_with_reasons_dissent_and_every_rule() -> None:
    told, key = decided()
    voter = Voter.objects.get(label="Membre-1")
    minuted(told, **{
        f"choice_{key}": "later",
        f"dissent_{voter.pk}": "Le Premier ministre coordonne déjà.",
    })  # fmt: skip
    assert set(dispositions().values()) == {Disposition.REFERRED.value}
    entry = told.story.dossier.ledger.entries.get(act="décidé")
    payload = json.loads(bytes(entry.canonical))["payload"]
    assert payload["dissents"] == [
        {"who": "Membre-1", "why": "Le Premier ministre coordonne déjà."}
    ]
    page = told.shows("moussa", "deliberation_decided")
    assert "Le Premier ministre coordonne déjà." in page
    assert "n'est pas le résultat de la règle scellée" in page, "the vote put another one first"
    files = {one.name: bytes_of(one.blob_id) for one in told.again().files.filter(number=None)}
    assert files["proces-verbal.pdf"].startswith(b"%PDF")
    words = _words(files["proces-verbal.docx"])
    for said in (told.deliberation.seal_digest, TIE, "Loi fictive, article 3", "Méthode de Borda",
                 "Autorité sur tous les ministères.", "Avis contraires"):  # fmt: skip
        assert said in words
    assert "meilleur" not in words.lower()


def _words(data: bytes) -> str:
    xml = Package(data, "pv.docx").read("word/document.xml").decode()
    return html.unescape(re.sub(r"<[^>]+>", "", xml)).replace("\xa0", " ")


def test_a_decision_is_written_once_and_after_the_count() -> None:
    told, members = voting()
    assert "Comptez d'abord" in minuted(told)
    votes(told, members[0], **RANKING)
    told.does("awa", "deliberation_lead", what="clore")
    minuted(told)
    assert "déjà écrite au procès-verbal" in minuted(told)


def test_restricted_observations_are_neither_shown_nor_told_of() -> None:
    told, _key = decided(restricted=True)
    bakary = told.story.seat("bakary", "facilitator")
    assert not bakary.cleared
    page = told.shows("bakary", "deliberation_decide")
    assert "MJDH" in page
    assert THIRD not in page
    assert "MDAC" not in page.partition("Ce que la décision change")[2]
