"""The story of the seed, in a browser: a draft, four ministries, a workshop, adoption.

One site on one laptop, its people in front of it, from the first link to an exported dossier.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web import story_consultation as consultation
from tests.web import story_decision as decision
from tests.web.story_steps import hall

pytestmark = pytest.mark.needs_chromium


def test_a_strategy_goes_from_its_draft_to_the_public(tmp_path: Path) -> None:
    with hall(tmp_path) as told:
        consultation.the_dossier_is_opened_and_everybody_invited(told)
        consultation.the_round_is_opened(told)
        consultation.four_ministries_answer_in_four_ways(told)
        consultation.the_returns_are_consolidated(told)
        consultation.the_rapporteur_answers(told)
        decision.the_workshop_finds_a_compromise_and_refers_the_anchoring(told)
        decision.the_committee_decides(told)
        decision.the_final_text_has_the_decision(told)
        decision.the_council_adopts(told)
        decision.everybody_reads_the_text(told)
        decision.the_dossier_is_exported_and_verified(told)
        assert told.told == []
