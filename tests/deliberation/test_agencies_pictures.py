"""The pictures and the page of the comparison: the same bytes, in step with the tables."""

from __future__ import annotations

import re
from functools import cache

import pytest
from lxml import etree
from samples.agences import page

from tests.conftest import ROOT
from toguna.deliberation.agencies import Agency, Kind, tiles, timeline
from toguna.deliberation.agencies.picture import LOOKS
from toguna.messages import translation


@cache
def compared() -> tuple[Agency, ...]:
    return page.agencies()


@cache
def drawn() -> dict[str, bytes]:
    return page.pictures(compared())


def words(svg: bytes) -> list[str]:
    root = etree.fromstring(svg)
    return ["".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text")]


def test_the_page_is_in_step_with_the_tables() -> None:
    written = (ROOT / "docs/reference/agencies.md").read_text(encoding="utf-8")

    assert written == page.page(compared()), "run python -m samples.agences.page"


def test_the_pictures_are_in_step_with_the_tables() -> None:
    for name, data in drawn().items():
        kept = (ROOT / "docs/images" / name).read_bytes()
        assert kept == data, f"{name}: run python -m samples.agences.page"


def test_the_same_agencies_give_the_same_bytes() -> None:
    few = compared()[:4]

    assert timeline(few).svg() == timeline(few).svg()
    assert timeline(few).png(1) == timeline(few).png(1)
    assert tiles(few).svg() == tiles(few).svg()
    assert timeline(few).png(1).startswith(b"\x89PNG")


def test_every_country_is_on_the_timeline_with_its_signs_in_letters() -> None:
    shown = words(timeline(compared()).svg())

    assert {agency.country for agency in compared()} <= set(shown)
    assert {"PM", "P", "S"} <= set(shown)
    assert any(word.startswith("≠") and "Présidence" in word for word in shown)
    assert shown.count("tutelle : sans source") == sum(not a.anchorings for a in compared())


def test_who_cannot_see_a_picture_is_told_what_it_is() -> None:
    for data in drawn().values():
        root = etree.fromstring(data)
        assert root.get("role") == "img"
        assert root[0].text.startswith("Où ")


def test_no_name_is_cut() -> None:
    for data in drawn().values():
        assert [word for word in words(data) if word.endswith("…") and len(word) > 2] == []


def test_nothing_is_drawn_outside_the_sheet() -> None:
    for data in drawn().values():
        root = etree.fromstring(data)
        wide, high = (float(root.get(side)) for side in ("width", "height"))
        for path in root.iter("{http://www.w3.org/2000/svg}path"):
            for x, y in re.findall(r"[ML](-?[\d.]+),(-?[\d.]+)", path.get("d") or ""):
                assert -1 <= float(x) <= wide
                assert -1 <= float(y) <= high


def test_kinds_are_told_apart_without_colour_and_by_lightness() -> None:
    letters = [LOOKS[kind].letters for kind in Kind]
    assert len(set(letters)) == len(letters)

    def light(colour: str) -> float:
        red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
        parts = [
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue)
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    for look in LOOKS.values():
        pair = sorted((light(look.colour), light(look.on_it)))
        assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 4.0 or look is LOOKS[Kind.UNDECIDED]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_empty_comparison_draws_an_empty_sheet(language: str) -> None:
    assert words(timeline((), translation(language)).svg())
    assert words(tiles((), translation(language)).svg())
