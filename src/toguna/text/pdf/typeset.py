"""Setting data in print by a template: one way for every paper and every room."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from toguna.text.pdf.printable import printable_data


def typeset(template: Path, data: Mapping[str, Any], moment: datetime) -> bytes:
    """Set data in print by a template; `moment` is the time that the file carries.

    What people wrote reaches the template as data alone, never as typst code.
    """
    return compiled(template, inputs(data), moment)


def inputs(data: Mapping[str, Any]) -> dict[str, str]:
    """Give data to a template (`sys.inputs.data`), in words that can be printed."""
    return {"data": json.dumps(printable_data(data), ensure_ascii=False)}


def compiled(template: Path, told: Mapping[str, str], moment: datetime, tags: bool = True) -> bytes:
    """Compile a template that reads only its own folder, to a PDF/A-2a that is a PDF/UA-1 too.

    Only the fonts that come with typst are used, so that the bytes are the same on every machine.
    `tags` is False for a piece that is drawn into another file: a PDF of no standard.

    Raises:
        TypstError: the template gave up, or a picture cannot be read.
    """
    import typst

    return typst.compile(
        template,
        root=template.parent,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs=dict(told),
        pdf_standards=["a-2a", "ua-1"] if tags else [],
        timestamp=moment,
        pdf_tags=tags,
    )
