"""The story: three ministries, an agency, and how much the first place owes to each of them.

Everything here is fictitious.
"""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from toguna.deliberation.method import Unfit
from toguna.deliberation.model import (
    Constraint,
    Criterion,
    Deliberation,
    Direction,
    DirectWeights,
    Judgement,
    Option,
    Person,
    RankedWeights,
    Rule,
    Scale,
    Thresholds,
    Weighing,
)
from toguna.deliberation.robustness.examination import robustness
from toguna.deliberation.robustness.results import Robustness

TEN = Scale(0, 10)
Said = tuple[float | None, float | None]


def story() -> Deliberation:
    """Under whom does the agency stand? Justice and Digital differ, Defence does not know all."""
    said: dict[str, dict[str, tuple[Said, Said, Said]]] = {
        "awa": {
            "primature": ((8, 8), (4, 4), (3, 3)),
            "ministere": ((3, 3), (8, 8), (4, 4)),
            "presidence": ((7, 7), (2, 2), (6, 6)),
        },
        "bakary": {
            "primature": ((5, 6), (5, 5), (2, 4)),
            "ministere": ((4, 5), (9, 9), (2, 3)),
            "presidence": ((6, 6), (3, 3), (5, 6)),
        },
        "coumba": {
            "primature": ((7, 9), (5, 5), (3, 3)),
            "ministere": ((None, None), (6, 6), (4, 4)),
            "presidence": ((8, 8), (2, 2), (5, 5)),
        },
    }
    keys = ("autorite", "competence", "cout")
    return Deliberation(
        question="Sous quelle autorité placer l'agence ? (exemple fictif)",
        options=(
            Option("primature", "Primature"),
            Option("ministere", "Ministère chargé du numérique"),
            Option("presidence", "Présidence"),
            Option("etranger", "Société étrangère"),
        ),
        criteria=(
            Criterion("autorite", "Autorité", TEN, thresholds=Thresholds(0, 2)),
            Criterion("competence", "Compétence technique", TEN),
            Criterion("cout", "Coût", TEN, Direction.LESS),
        ),
        people=(
            Person("awa", "Awa", "Justice"),
            Person("bakary", "Bakary", "Numérique"),
            Person("coumba", "Coumba", "Défense"),
        ),
        judgements=tuple(
            Judgement(person, option, criterion, *ends)
            for person, options in said.items()
            for option, all_ends in options.items()
            for criterion, ends in zip(keys, all_ends, strict=True)
        ),
        weighings=(
            DirectWeights("awa", {"autorite": 5, "competence": 3, "cout": 2}),
            RankedWeights("bakary", (("competence",), ("autorite", "cout"))),
        ),
        constraints=(Constraint("loi", "Souveraineté", ("etranger",), "article fictif"),),
        fictitious=True,
    )


@pytest.fixture(scope="module")
def found() -> Robustness:
    return robustness(story(), 1, 4_000)


def test_what_the_law_rules_out_is_not_examined(found: Robustness) -> None:
    assert found.options == ("primature", "ministere", "presidence")


def test_each_person_and_the_group_have_their_acceptabilities(found: Robustness) -> None:
    assert list(found.people) == ["awa", "bakary", "coumba"]
    for by_method in (*found.people.values(), found.group):
        assert list(by_method) == ["weighted_sum", "topsis", "promethee", "smaa"]
        for told in by_method.values():
            firsts = [told.first(option).share for option in found.options]
            assert sum(firsts) == pytest.approx(1)


def test_who_ranks_competence_first_puts_the_ministry_first_whatever_the_weights(
    found: Robustness,
) -> None:
    assert found.people["bakary"]["weighted_sum"].first("ministere").share > 0.99
    assert found.people["awa"]["weighted_sum"].first("primature").share > 0.9


def test_who_gave_no_weights_is_open_to_more(found: Robustness) -> None:
    shares = [found.people["coumba"]["smaa"].first(option).share for option in found.options]
    assert sum(share > 0.05 for share in shares) >= 2


def test_central_weights_say_what_one_has_to_think(found: Robustness) -> None:
    assert all(sum(weights.values()) == pytest.approx(1) for weights in found.central.values())
    ministry, primature = found.central["ministere"], found.central["primature"]
    assert ministry["competence"] > primature["competence"]


def test_without_an_organisation_the_group_may_think_otherwise(found: Robustness) -> None:
    assert list(found.without) == ["Justice", "Numérique", "Défense"]
    everybody = found.group["smaa"].first("ministere").share
    assert found.without["Numérique"]["smaa"]["ministere"].share < everybody


def test_what_the_first_place_hangs_on(found: Robustness) -> None:
    held = found.holds["weighted_sum"]
    assert held.deciding in found.criteria
    leader = held.order[0][0]
    for option in found.options:
        needed = found.to_win[option]
        change = needed.weights["weighted_sum"]
        assert change is None or (change.change == pytest.approx(0, abs=1e-9)) == (option == leader)
        assert needed.judgements is not None


def test_the_same_seed_gives_the_same_bytes(found: Robustness) -> None:
    written = json.dumps(found.as_json())
    assert written == json.dumps(robustness(story(), 1, 4_000).as_json())
    assert written != json.dumps(robustness(story(), 2, 4_000).as_json())


def test_a_person_of_no_voice_does_not_count_for_the_group(found: Robustness) -> None:
    mute = Person("dado", "Dado", "Finances", voices=0.0)
    more = robustness(replace(story(), people=(*story().people, mute)), 1, 4_000)
    assert more.group == found.group
    assert more.people["awa"] == found.people["awa"]


def test_renaming_options_changes_nothing_else(found: Robustness) -> None:
    told = story()
    renamed = replace(
        told,
        options=tuple(replace(o, key=o.key.upper()) for o in told.options),
        judgements=tuple(replace(j, option=j.option.upper()) for j in told.judgements),
        constraints=(),
        people=told.people,
    )
    renamed = replace(renamed, options=renamed.options[:3])
    group = robustness(renamed, 1, 4_000).group
    for method, told_by in found.group.items():
        for option, shares in told_by.ranks.items():
            assert group[method].ranks[option.upper()] == shares


def test_nobody_said_anything_of_weights_nor_of_an_option() -> None:
    """All that is left is the middle of each scale and equal weights."""
    silent = replace(story(), weighings=(), judgements=())
    found = robustness(silent, 1, 500)
    assert found.holds["weighted_sum"].order == (("ministere", "presidence", "primature"),)
    assert found.group["weighted_sum"].first("primature").share == pytest.approx(1 / 3)
    assert found.group["smaa"].first("primature").share == pytest.approx(1 / 3, abs=0.1)
    assert found.holds["weighted_sum"].scores["primature"] == pytest.approx(0.5)


def test_who_does_not_know_may_mean_anything_on_the_scale() -> None:
    """Analytic: one option is anywhere from 0 to 10, the other at 7, on one criterion."""
    told = story()
    unsure = replace(
        told,
        options=told.options[:2],
        criteria=told.criteria[:1],
        judgements=(
            Judgement("awa", "primature", "autorite", None, None),
            Judgement("awa", "ministere", "autorite", 7, 7),
        ),
        weighings=(),
        constraints=(),
    )
    first = robustness(unsure, 1, 20_000).people["awa"]["smaa"].first("primature")
    assert first.share == pytest.approx(0.3, abs=0.015)


def test_nobody_is_left_to_ask_without_the_only_organisation_that_has_a_voice() -> None:
    told = story()
    people = (told.people[0], *(replace(person, voices=0.0) for person in told.people[1:]))
    found = robustness(replace(told, people=people), 1, 100)
    assert list(found.without) == ["Numérique", "Défense"]


def test_the_rule_says_by_which_preference_functions() -> None:
    rule = Rule("promethee", "aucun", "1", {"shape.autorite": "gaussian"})
    other = robustness(replace(story(), rule=rule), 1, 500)
    plain = robustness(story(), 1, 500)
    assert other.holds["promethee"].scores != plain.holds["promethee"].scores
    assert other.holds["weighted_sum"].scores == plain.holds["weighted_sum"].scores


@pytest.mark.parametrize(
    "weighing",
    [
        RankedWeights("awa", (("fond",), ("cout",))),
        DirectWeights("awa", {"fond": 2, "cout": 1}),
    ],
)
def test_a_level_of_the_tree_that_was_not_weighed_stays_open(weighing: Weighing) -> None:
    """Awa says what matters at the top, nobody says what matters below."""
    told = story()
    cout = told.criteria[2]
    criteria = (
        Criterion("fond", "Fond", TEN),
        *(replace(criterion, parent="fond") for criterion in told.criteria[:2]),
        cout,
    )
    found = robustness(replace(told, criteria=criteria, weighings=(weighing,)), 1, 2_000)
    assert found.criteria == ("autorite", "competence", "cout")
    shares = [found.people["awa"]["weighted_sum"].first(o).share for o in found.options]
    assert sum(share > 0.05 for share in shares) >= 2


def test_what_cannot_be_examined_is_refused() -> None:
    told = story()
    for wrong, samples, seed, margin in (
        (replace(told, options=()), 10, 1, 0.1),
        (replace(told, people=(), judgements=(), weighings=()), 10, 1, 0.1),
        (told, 0, 1, 0.1),
        (told, 10, -1, 0.1),
        (told, 10, 1, 1.5),
    ):
        with pytest.raises(Unfit):
            robustness(wrong, seed, samples, margin)
