"""The web pages of versions: one file each, that reads well on paper, aloud and on a telephone."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from toguna.consultation.outputs.wordings import Segment
from toguna.text.rendering.inline import clean

STYLE = """
:root{--ink:#16202a;--paper:#fff;--line:#b8c4ce;--soft:#f2f5f7;--del:#8a1c1c;--delbg:#fdecec;
--ins:#0b5a2b;--insbg:#e6f6ec;--head:#1f3a4d}
*{box-sizing:border-box}
body{margin:0 auto;max-width:90rem;padding:1rem;font:1rem/1.55 system-ui,Arial,sans-serif;
color:var(--ink);background:var(--paper)}
h1{font-size:1.5rem;line-height:1.25;color:var(--head);margin:.5rem 0}
h2{font-size:1.05rem;margin:0 0 .4rem;color:var(--head)}
a{color:#0b4f8a}a:focus,summary:focus{outline:3px solid #0b4f8a;outline-offset:2px}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem}
section{border-top:2px solid var(--line);padding:.8rem 0}
.fate{display:inline-block;border:1px solid var(--ink);border-radius:.25rem;padding:0 .4rem;
font-size:.85rem;font-weight:700}
.sides{display:grid;gap:.6rem}
.side{border:1px solid var(--line);border-radius:.25rem;padding:.5rem .7rem;white-space:pre-wrap;
overflow-wrap:anywhere}
.side h3{font-size:.8rem;margin:0 0 .3rem;color:#41505c;font-weight:700}
@media (min-width:56rem){.sides{grid-template-columns:1fr 1fr}.side.new{grid-column:2}}
del{color:var(--del);background:var(--delbg);text-decoration:line-through 2px}
ins{color:var(--ins);background:var(--insbg);text-decoration:underline 2px;font-weight:600}
details{border-top:1px dashed var(--line);padding:.3rem 0;color:#41505c}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem .8rem;margin:.4rem 0}
dt{font-weight:700}dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}
ul{padding-left:1.2rem}.obs{background:var(--soft);padding:.5rem .7rem;margin:.5rem 0}
@media print{body{font-size:10pt}.skip{display:none}}
"""


def page(title: str, body: Iterable[str], *, language: str, skip: str) -> bytes:
    """Give a whole page; `skip` is what the link past the top says."""
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{language}"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{words(title)}</title><style>{STYLE}</style></head><body>",
            f'<a class="skip" href="#main">{words(skip)}</a>',
            *body,
            "</body></html>",
            "",
        ]
    ).encode("utf-8", "replace")


def words(text: str) -> str:
    """Give words as they may stand in a page."""
    return escape(clean(text))


def redlined(segments: Iterable[Segment], *, gone: bool = True, come: bool = True) -> str:
    """Give a redline, or one side of it."""
    pieces: list[str] = []
    for segment in segments:
        text = words(segment.text)
        if segment.kind == "keep":
            pieces.append(text)
        elif segment.kind == "del" and gone:
            pieces.append(f"<del>{text}</del>")
        elif segment.kind == "add" and come:
            pieces.append(f"<ins>{text}</ins>")
    return "".join(pieces)
