"""The committee's decision: minuted with reasons and dissent, and carried into the text."""

from __future__ import annotations

import html
import json
import re

import pytest

from tests.web.deliberation_stories import RANKING, TIE, Room, text_of, votes, voting
from tests.web.stories import DRAFT
from toguna.consultation.decisions.final import decide as core_decide
from toguna.consultation.decisions.model import Answer, Disposition, Stage
from toguna.consultation.decisions.outputs.final_html import write as final_html
from toguna.text.package import Package
from toguna.web.domain.answers import Given, give
from toguna.web.domain.blobs import bytes_of
from toguna.web.domain.consolidation import prepare_round
from toguna.web.jobs.queue import run_waiting
from toguna.web.models import Answer as AnswerRow
from toguna.web.models import Observation, Voter

pytestmark = pytest.mark.django_db
OTHER = "L'agence nationale est placée sous l'autorité du Président."
THIRD = "L'agence nationale est placée sous l'autorité du ministre chargé du numérique."


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
