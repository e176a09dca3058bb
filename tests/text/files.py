"""Small Word files written as raw parts, for what no program would write and no builder offers."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

from toguna.text.document import Document
from toguna.text.docx.document import WordDocument, read_word
from toguna.text.ooxml import NAMESPACES

OFFICE = NAMESPACES["r"]
NAMED = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in NAMESPACES.items()
    if prefix in ("w", "r", "m", "mc", "wps", "v", "w14", "w15")
)
TYPES = (
    f'<Types xmlns="{NAMESPACES["ct"]}"><Default Extension="rels" ContentType="application/'
    'vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
    'ContentType="application/xml"/></Types>'
)
WHEN = 'w:id="1" w:author="A. Diarra" w:date="2026-02-03T09:30:00Z"'
ROOTS = {
    "numbering": "numbering", "styles": "styles", "footnotes": "footnotes", "endnotes": "endnotes",
    "comments": "comments", "header": "hdr", "footer": "ftr",
}  # fmt: skip


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip with these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def parts_of(body: str, **others: str) -> dict[str, str | bytes]:
    """The parts of a document with this body, and others by what they are: `styles`, `header`..."""
    named = {kind: f"{kind}.xml" for kind in others}
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relationships({"rId1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": f"<w:document {NAMED}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relationships(
            {kind: (kind, target) for kind, target in named.items()}
        ),
    }
    for kind, content in others.items():
        root = ROOTS[kind]
        parts[f"word/{kind}.xml"] = f"<w:{root} {NAMED}>{content}</w:{root}>"
    return parts


def docx(body: str, **others: str) -> bytes:
    """The bytes of a document with this body; see `parts_of`."""
    return package(parts_of(body, **others))


def word(body: str, **others: str) -> WordDocument:
    """A document with this body, as read; see `parts_of`."""
    return read_word(docx(body, **others), "essai.docx")


def document(body: str, **others: str) -> Document:
    """A document with this body, with its places and clauses; see `parts_of`."""
    return Document(word(body, **others))


def relationships(targets: Mapping[str, tuple[str, str]], mode: str = "") -> str:
    """A relationships part: by id, the kind and the target."""
    external = f' TargetMode="{mode}"' if mode else ""
    entries = "".join(
        f'<Relationship Id="{identifier}" Type="{OFFICE}/{kind}" Target="{target}"{external}/>'
        for identifier, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{NAMESPACES["rel"]}">{entries}</Relationships>'


def r(text: str) -> str:
    """A run of words."""
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(content: str = "", style: str = "", properties: str = "") -> str:
    """A paragraph: its words, or where it starts with `<` its XML."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inside = content if content.startswith("<") or not content else r(content)
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{inside}</w:p>"


def item(text: str, level: int | str = 0, num: int | str = 1) -> str:
    """A paragraph of a list."""
    stated = f'<w:ilvl w:val="{level}"/><w:numId w:val="{num}"/>'
    return p(text, properties=f"<w:numPr>{stated}</w:numPr>")


def ins(content: str) -> str:
    """Words, or XML, that a tracked change inserts."""
    return f"<w:ins {WHEN}>{content if content.startswith('<') else r(content)}</w:ins>"


def gone(text: str) -> str:
    """Words that a tracked change deletes."""
    run = f'<w:r><w:delText xml:space="preserve">{escape(text)}</w:delText></w:r>'
    return f"<w:del {WHEN}>{run}</w:del>"


def row(*cells: str, properties: str = "") -> str:
    """A table row; each cell is its words or its XML."""
    inside = "".join(f"<w:tc>{c if c.startswith('<') else p(c)}</w:tc>" for c in cells)
    return f"<w:tr>{properties}{inside}</w:tr>"


def table(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"
