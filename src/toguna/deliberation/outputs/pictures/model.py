"""A picture: its data and marks, the words for who cannot see it, and its files.

All pictures are in shades of one ink and say everything by words, numbers or places too, so that
a black-and-white copy loses nothing. Same picture, same bytes: the font comes with the program.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import altair as alt
import vl_convert

FONT = "Liberation Sans"
INK, MID, LIGHT, PALE = "#1f3a4d", "#8a9ba8", "#c9d6df", "#eef2f5"
SHADES = ["#ffffff", "#dfe8ee", "#a9bfce", "#5f8199", "#1f3a4d"]
"""From the least to the most, for who prints without colours."""
PIXELS_A_POINT = 3.0
"""How fine PNG files are: about 280 points an inch on the note's page."""
VERSION = "_".join(alt.SCHEMA_VERSION.split(".")[:2])
"""The version of Vega-Lite in which specifications are written."""

Values = list[dict[str, Any]]
"""The lines of data that a picture draws."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with its file's name, its title, and its words for who cannot see it."""

    key: str
    title: str
    alt: str
    spec: dict[str, Any]

    def svg(self) -> bytes:
        """Give the picture as SVG."""
        text: str = vl_convert.vegalite_to_svg(self.spec, vl_version=VERSION, **_FRENCH)
        described = f"<title>{_escaped(self.title)}</title><desc>{_escaped(self.alt)}</desc>"
        head, end, rest = text.partition(">")
        return (head + ' role="img"' + end + described + rest).encode()

    def png(self) -> bytes:
        """Give the picture as PNG."""
        data: bytes = vl_convert.vegalite_to_png(
            self.spec, vl_version=VERSION, scale=PIXELS_A_POINT, **_FRENCH
        )
        return data


_FRENCH: dict[str, Any] = {"format_locale": "fr-FR", "time_format_locale": "fr-FR"}


def drawn(key: str, title: str, words: str, chart: Any) -> Picture:
    """Make a picture of a chart, with the look that all have."""
    looked = (
        chart.configure(font=FONT, background="white", padding=4)
        .configure_axis(
            labelFontSize=12, titleFontSize=12, labelColor="black", titleColor="black",
            titleFontWeight="normal", domainColor=MID, tickColor=MID, gridColor=PALE,
            labelLimit=230,
        )
        .configure_view(stroke=None)
        .configure_legend(labelFontSize=12, titleFontSize=12, labelLimit=300)
    )  # fmt: skip
    return Picture(key, title, words, looked.to_dict())


def data(values: Values) -> Any:
    """Give lines of data as a chart takes them, whole and in their order."""
    return alt.InlineData(values=values)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
