"""What is seen of a signature on the page: who, why, where and when, in fonts of its own."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.stamp import StaticStampStyle

from toguna.consultation.outputs.words import long_date
from toguna.text.pdf.typeset import compiled, inputs

TEMPLATE = Path(__file__).with_name("stamp.typ")
WIDTH, HEIGHT = 200, 62
"""Of what is seen, in points."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a signature is seen: the page (0 is the first, -1 the last) and its lower left corner.

    `x` and `y` are in points from the lower left of the page.
    """

    page: int
    x: int
    y: int

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Its left, lower, right and upper edges."""
        return self.x, self.y, self.x + WIDTH, self.y + HEIGHT


def stamp_style(name: str, reason: str, place: str, when: datetime) -> StaticStampStyle:
    """Give what is shown in a signature's field, set in print as the document's pages are."""
    moment = f"le {long_date(when.date().isoformat())} à {when:%H:%M} ({when:%Z})"
    lines = [
        *([f"Motif : {reason}"] if reason else []),
        f"Fait à {place}, {moment}" if place else f"Fait {moment}",
    ]
    data = {"name": name, "lines": lines, "width": WIDTH, "height": HEIGHT}
    return StaticStampStyle(
        border_width=0,
        background=_Page(compiled(TEMPLATE, inputs(data), when, tags=False)),
        background_layout=SimpleBoxLayoutRule(
            AxisAlignment.ALIGN_MIN, AxisAlignment.ALIGN_MIN, Margins(0, 0, 0, 0)
        ),
    )


class _Page(PdfContent):
    """The first page of a PDF, its fonts with it, to be drawn in another."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__()
        self._pdf = pdf

    def render(self) -> bytes:
        """Bring the page into the file that is being written."""
        assert self.writer is not None
        page = self.writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self._pdf)))
        self.resources.xobject["/Cachet"] = page
        left, low, right, high = page.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(right - left), height=abs(high - low))
        return b"/Cachet Do"
