"""A sheet to draw on, in points of a fixed size, rendered by Vega without a browser or a network.

Altair draws it as layers of rectangles, lines and words whose places are given: nothing is left to
a layout that another version, another screen or a missing font would change.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple
from xml.sax.saxutils import escape

FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
"""The first one comes with the renderer; the others serve who opens the SVG elsewhere."""

INK = "#1a1a1a"
GREY = "#5f5f5f"


Place = dict[str, Any]
"""Where a mark stands, and what is particular to it: a row of data for Vega."""


class Style(NamedTuple):
    """How words are set; `limit` is the width over which they are cut with an ellipsis."""

    size: float = 9
    bold: bool = False
    italic: bool = False
    colour: str = INK
    align: Literal["left", "center", "right"] = "left"
    limit: float = 0


@dataclass(slots=True)
class Sheet:
    """What is drawn so far; places are in points from the top left corner.

    `title` is told to who cannot see the drawing.

    Lines are under boxes, boxes under words, whatever the order of drawing.
    """

    width: float
    height: float
    title: str
    boxes: list[Place] = field(default_factory=list)
    lines: dict[tuple[str, bool], list[Place]] = field(default_factory=dict)
    words: dict[Style, list[Place]] = field(default_factory=dict)

    def box(
        self, at: tuple[float, float], size: tuple[float, float], fill: str, edge: str = ""
    ) -> None:
        """Draw a rectangle from its top left corner, filled, with an edge where one is given."""
        (x, y), (width, height) = at, size
        place = {"x": x, "x2": x + width, "y": y, "y2": y + height}
        self.boxes.append({**place, "fill": fill, "edge": edge or fill})

    def line(
        self, start: tuple[float, float], end: tuple[float, float], colour: str, dotted: bool
    ) -> None:
        """Draw a straight line."""
        place = {"x": start[0], "y": start[1], "x2": end[0], "y2": end[1]}
        self.lines.setdefault((colour, dotted), []).append(place)

    def write(self, at: tuple[float, float], text: str, style: Style) -> None:
        """Write words; `at` is the middle of their height."""
        self.words.setdefault(style, []).append({"x": at[0], "y": at[1], "text": text})

    def svg(self) -> bytes:
        """Give the drawing as SVG: the same one gives the same bytes."""
        import vl_convert

        text: str = vl_convert.vegalite_to_svg(self._specification(), vl_version=_version())
        head, end, rest = text.partition(">")
        return f'{head} role="img"{end}<title>{escape(self.title)}</title>{rest}'.encode()

    def png(self, scale: float = 2) -> bytes:
        """Give the drawing as PNG, `scale` dots for each point."""
        import vl_convert

        data: bytes = vl_convert.vegalite_to_png(
            self._specification(), vl_version=_version(), scale=scale
        )
        return data

    def _specification(self) -> dict[str, Any]:
        import altair

        layers = [self._lines(*style, lines) for style, lines in self.lines.items()]
        layers += [self._boxes()] if self.boxes else []
        layers += [self._words(style, words) for style, words in self.words.items()]
        chart = altair.layer(*layers).properties(
            width=self.width, height=self.height, description=self.title, background="white"
        )
        view = altair.ViewConfig(stroke=None)
        return dict(chart.configure(font=FONT, padding=8, view=view).to_dict())

    def _boxes(self) -> Any:
        import altair

        chart = altair.Chart(_data(self.boxes)).mark_rect(strokeWidth=1.2)
        return chart.encode(
            **self._places(ends=True),
            fill=altair.Fill("fill:N", scale=None),
            stroke=altair.Stroke("edge:N", scale=None),
        )

    def _lines(self, colour: str, dotted: bool, lines: list[Place]) -> Any:
        import altair

        chart = altair.Chart(_data(lines)).mark_rule(
            stroke=colour, strokeWidth=1, strokeDash=[2, 3] if dotted else [1, 0]
        )
        return chart.encode(**self._places(ends=True))

    def _words(self, style: Style, words: list[Place]) -> Any:
        import altair

        chart = altair.Chart(_data(words)).mark_text(
            fontSize=style.size,
            fontWeight="bold" if style.bold else "normal",
            fontStyle="italic" if style.italic else "normal",
            fill=style.colour,
            align=style.align,
            baseline="middle",
            limit=style.limit,
        )
        return chart.encode(**self._places(ends=False), text="text:N")

    def _places(self, *, ends: bool) -> dict[str, Any]:
        """Give the channels by which a mark stands where its numbers say, in points."""
        import altair

        def scale(size: float, *, down: bool) -> Any:
            return altair.Scale(domain=[0, size], nice=False, zero=False, reverse=down)

        channels: dict[str, Any] = {
            "x": altair.X("x:Q", axis=None, scale=scale(self.width, down=False)),
            "y": altair.Y("y:Q", axis=None, scale=scale(self.height, down=True)),
        }
        return {**channels, "x2": "x2:Q", "y2": "y2:Q"} if ends else channels


def _version() -> str:
    """Give the version of Vega-Lite in which specifications are written ("v6_1")."""
    import altair

    return "_".join(altair.SCHEMA_VERSION.split(".")[:2])


def _data(places: list[Place]) -> Any:
    import altair

    return altair.InlineData(values=places)
