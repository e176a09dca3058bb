"""Many observations: the same wish is found again, the same bytes come out, whoever counts."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from bench.million import observations, worth
from hypothesis import given
from hypothesis import strategies as st

from toguna.consultation.scale.engines import open_engine
from toguna.consultation.scale.grouping import group_file, joined
from toguna.consultation.scale.stages import ACCENTED, PLAIN

HOSTED = "L'agence nationale doit être placée sous l'autorité du Premier ministre dès 2027."


def written(path: Path, rows: Iterable[tuple[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("id", "text"), *rows])
    return path


def grouped(source: Path, engine: str = "duckdb", **settings: str) -> list[tuple[str, str]]:
    opened = open_engine(engine, **settings)
    found = list(group_file(source, opened))
    opened.close()
    return found


def heads(folder: Path, *texts: str) -> list[str]:
    rows = [(str(number), text) for number, text in enumerate(texts)]
    return [head for _, head in grouped(written(folder / "some.csv", rows))]


def test_one_wish_in_nearly_the_same_words_is_one_group(tmp_path: Path) -> None:
    typed = HOSTED.replace("placée", "plcée")
    polite = f"Bonjour, {HOSTED.upper()} Merci."
    other = "Le budget de la formation doit être doublé dans toutes les régions du pays."
    assert heads(tmp_path, other, polite, typed, HOSTED) == ["0", "1", "1", "1"]


@pytest.mark.parametrize(
    "rival",
    [
        HOSTED.replace("2027", "2028"),
        HOSTED.replace("doit", "ne doit pas"),
        HOSTED.replace("dès 2027", "dès deux ans"),
    ],
)
def test_a_number_or_a_negation_sets_wishes_apart(tmp_path: Path, rival: str) -> None:
    assert heads(tmp_path, HOSTED, rival) == ["0", "1"]


def test_typography_does_not(tmp_path: Path) -> None:
    plain = "Cœur de réseau : 3 000 000 F CFA, l’État paie"
    assert heads(tmp_path, plain, "coeur de RESEAU 3000000 F CFA l'etat paie") == ["0", "0"]
    assert len(ACCENTED) == len(PLAIN)


def test_what_has_no_words_stands_alone_and_is_not_lost(tmp_path: Path) -> None:
    hard = 'des "guillemets",\nune ligne ; une virgule'
    assert heads(tmp_path, "", "!?", "", hard, hard) == ["0", "1", "2", "3", "3"]


@pytest.fixture(scope="module")
def nation() -> tuple[list[tuple[str, str]], Sequence[int]]:
    texts, wishes = observations(Path("/nowhere"), 20_000)
    return [(f"o{number:07d}", text) for number, text in enumerate(texts)], wishes


def test_threads_and_order_change_no_byte(
    nation: tuple[list[tuple[str, str]], Sequence[int]], tmp_path: Path
) -> None:
    rows, wishes = nation
    shuffled = random.Random(7).sample(rows, len(rows))
    once = grouped(written(tmp_path / "a.csv", rows), threads="2")
    again = grouped(written(tmp_path / "b.csv", shuffled), threads="1")
    assert once == again
    assert [identifier for identifier, _ in once] == [identifier for identifier, _ in rows]
    precision, recall = worth(wishes, [head for _, head in once])
    assert precision > 0.95
    assert recall > 0.9


@pytest.mark.needs_spark
def test_spark_finds_the_same_groups(
    nation: tuple[list[tuple[str, str]], Sequence[int]], tmp_path: Path
) -> None:
    rows, _ = nation
    hard = [
        ("x1", 'des "guillemets",\nune ligne'),
        ("x2", ""),
        ("x3", "Cœur : 3 000 F"),
        ("x4", ""),
    ]
    source = written(tmp_path / "some.csv", [*rows[:3000], *hard])
    settings = {"spark.sql.shuffle.partitions": "4", "spark.ui.enabled": "false"}
    assert grouped(source, "spark", **settings) == grouped(source)


def test_only_known_engines_are_opened() -> None:
    with pytest.raises(KeyError):
        open_engine("abacus")


IDS = st.text("abc", min_size=1, max_size=3)


@given(st.lists(st.tuples(IDS, IDS)), st.randoms(use_true_random=False))
def test_sets_have_their_smallest_member_as_head_in_whatever_order_pairs_come(
    pairs: list[tuple[str, str]], chance: random.Random
) -> None:
    found = joined(pairs)
    assert joined(chance.sample(pairs, len(pairs))) == found
    assert all(found[one] == found[other] for one, other in pairs)
    assert all(found[head] == head <= each for each, head in found.items())
