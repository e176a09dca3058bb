"""Setting the pages of the file for the Council in print (PDF/A-2a and PDF/UA-1)."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from toguna.text.pdf.printable import printable

FOLDER = Path(__file__).parent


def typeset(template: str, data: dict[str, Any], moment: datetime) -> bytes:
    """Set data in print by a template of this folder; `moment` is the time that the file carries.

    What people wrote reaches the template as data alone, never as typst code; only the fonts
    that come with typst are used, so that the bytes are the same on every machine.
    """
    import typst

    return typst.compile(
        FOLDER / template,
        root=FOLDER,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(_printable(data), ensure_ascii=False)},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=moment,
    )


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: _printable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(inner) for inner in value]
    return value
