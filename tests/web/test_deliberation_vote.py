"""The committee's vote, open or secret, its receipts, and its count by every rule."""

from __future__ import annotations

import html
import json
import re
import threading

import pytest
from django.db import connection

from tests.web.deliberation_stories import (
    RANKING,
    TIE,
    room,
    salt_on,
    text_of,
    votes,
    voting,
)
from toguna.web.domain.deliberation.sealing import Chosen, seal
from toguna.web.domain.deliberation.voting import cast
from toguna.web.models import Role, SecretBallot, Voter
from toguna.web.refusal import Refused

pytestmark = pytest.mark.django_db


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
    ledger = text_of(told.client("moussa").get(told.story.url("registre/")))
    assert f"vote clos : « {told.deliberation.question} » (délibération)." in ledger


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
    told, (first, *others) = voting(secret=True)
    receipt = receipt_in(votes(told, first, **RANKING))
    for other in others:
        votes(told, other, o0="1")
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
    told, (first, *others) = voting(secret=True)
    receipt = json.loads(receipt_in(votes(told, first, **RANKING)))
    voter = Voter.objects.get(voted=True)
    assert voter.ballot == {}
    assert {field.name for field in SecretBallot._meta.get_fields()} == {
        "id", "deliberation", "ballot", "commitment",
    }  # fmt: skip
    assert receipt["salt"] not in json.dumps([voter.attempt, SecretBallot.objects.get().ballot])
    for other in others:
        votes(told, other, o0="1")
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


def test_too_few_secret_ballots_are_not_counted_and_the_vote_can_begin_anew() -> None:
    told, (first, *others) = voting(secret=True)
    votes(told, first, **RANKING)
    refused = told.does("awa", "deliberation_lead", what="clore")
    assert "en compter moins de 5 dirait comment chacun a voté" in refused
    assert told.again().vote_closed is None
    told.does("awa", "deliberation_lead", what="recommencer")
    assert not SecretBallot.objects.exists()
    for member in (first, *others):
        votes(told, member, **RANKING)
    told.does("awa", "deliberation_lead", what="clore")
    counted = told.again().counted
    assert counted["betrayed"] == [
        "Tous les bulletins sont semblables : le vote de chacun est connu."
    ]


@pytest.mark.django_db(transaction=True)
def test_of_two_telephones_of_a_voter_one_alone_puts_a_ballot_in_the_box() -> None:
    told, (first, *_others) = voting(secret=True)
    seat = told.story.seat(first, Role.COMMITTEE)
    done: list[str] = []

    def at_once(salt: str) -> None:
        try:
            cast(seat, told.deliberation, {"ranking": [["Primature"]]}, salt)
            done.append("cast")
        except Refused:
            done.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=at_once, args=(figure * 32,)) for figure in "123"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == ["cast", "refused", "refused"]
    assert SecretBallot.objects.count() == 1


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
