"""Two drawings: a toguna linked to a network (cover) and its four pillars (figure 1)."""

from __future__ import annotations

from functools import cache

from .canvas import Canvas, Point

INDIGO, OCHRE, EARTH, SAND, CLAY = "1F3A5F", "B8651B", "5B3A1E", "F3ECE2", "D9A566"
PILLARS = ["1F3A5F", "2F6B5A", "B8651B", "8C3B2E"]


@cache
def cover_scene() -> bytes:
    canvas = Canvas(900, 450, SAND)
    canvas.gradient("F6D9A8", "FBF3E4")
    canvas.disc((690, 150), 74, "EFA94A")
    _dunes(canvas)
    _network(canvas)
    _toguna(canvas, 270, 400, 300, pillars=5)
    return canvas.png()


@cache
def pillars_scene() -> bytes:
    canvas = Canvas(810, 360, "FFFFFF")
    canvas.rectangle(60, 318, 750, 334, CLAY)
    for number, shade in enumerate(PILLARS):
        left = 120 + number * 160
        canvas.polygon([(left, 318), (left + 12, 140), (left + 88, 140), (left + 100, 318)], shade)
        canvas.disc((left + 50, 220), 24, "FFFFFF")
        for dot in range(number + 1):
            canvas.disc((left + 50 + (dot - number / 2) * 10, 220), 3.8, shade)
    _roof(canvas, 60, 750, 60, 140)
    return canvas.png()


def _dunes(canvas: Canvas) -> None:
    canvas.polygon([(0, 330), (220, 290), (520, 340), (900, 285), (900, 450), (0, 450)], "E3BC82")
    canvas.polygon([(0, 385), (340, 400), (640, 360), (900, 392), (900, 450), (0, 450)], CLAY)


def _network(canvas: Canvas) -> None:
    """Nodes in the sky, joined down to the roof."""
    nodes: list[Point] = [(420, 190), (520, 90), (610, 230), (700, 110), (790, 235), (840, 80),
                          (330, 70), (640, 40), (500, 300)]  # fmt: skip
    links = [(0, 1), (1, 2), (1, 7), (2, 3), (3, 4), (3, 5), (0, 6), (7, 3), (4, 2), (0, 8), (8, 2)]
    for start, end in links:
        canvas.line(nodes[start], nodes[end], 2.4, INDIGO)
    for number, node in enumerate(nodes):
        canvas.disc(node, 11, INDIGO)
        canvas.disc(node, 6.5, OCHRE if number % 2 else "FFFFFF")


def _toguna(canvas: Canvas, centre: float, ground: float, width: float, pillars: int) -> None:
    left, top = centre - width / 2, ground - 120
    step = width / pillars
    for number in range(pillars):
        x = left + step * (number + 0.5)
        canvas.polygon([(x - 18, ground), (x - 13, top), (x + 13, top), (x + 18, ground)], EARTH)
        canvas.rectangle(x - 5, top + 40, x + 5, top + 50, CLAY)
    _roof(canvas, left - 30, left + width + 30, top - 70, top)


def _roof(canvas: Canvas, left: float, right: float, top: float, bottom: float) -> None:
    """Layers of millet stalks, each a little wider than the one above."""
    layers = 8
    height = (bottom - top) / layers
    for number in range(layers):
        inset = (layers - 1 - number) * 7
        y = top + number * height
        shade = "A9793F" if number % 2 else "C08E4F"
        canvas.polygon(
            [(left + inset + 10, y), (right - inset - 10, y), (right - inset, y + height),
             (left + inset, y + height)],
            shade,
        )  # fmt: skip
    canvas.rectangle(left + 6, bottom, right - 6, bottom + 6, EARTH)
