"""The parts of a DOCX that every document of `tiny_word` has, and how they are packed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
WORD_ML = "application/vnd.openxmlformats-officedocument.wordprocessingml."
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
STYLES = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
STYLES += "</w:style>" + "".join(
    f'<w:style w:type="paragraph" w:styleId="Titre{level}"><w:name w:val="heading {level}"/>'
    f'<w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr>'
    "<w:rPr><w:b/></w:rPr></w:style>"
    for level in (1, 2, 3)
)
NUMBERING = "".join(
    f'<w:abstractNum w:abstractNumId="{number}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    f'<w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
    for number, kind, text in ((1, "decimal", "%1."), (2, "lowerLetter", "%1)"))
)
NUMBERING += "".join(
    f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number in (1, 2)
)
SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/>'
    "</w:r></w:p></w:footnote>"
)


def root(name: str, inside: str) -> str:
    return f"{HEAD}<w:{name} {NAMESPACES}>{inside}</w:{name}>"


def package(parts: dict[str, str], links: dict[str, str]) -> bytes:
    types = {**{name: name for name in parts}, "document": "document.main"}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{WORD_ML}{types[name]}+xml"/>'
        for name in parts
    )
    content_types = (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f"{overrides}</Types>"
    )
    microsoft = "http://schemas.microsoft.com/office/2011/relationships/"
    main = _relationships(
        f'<Relationship Id="{name}" Target="{name}.xml" '
        f'Type="{microsoft if name == "commentsExtended" else OFFICE}{name}"/>'
        for name in parts
        if name != "document"
    )
    hyperlinks = "".join(
        f'<Relationship Id="{name}" Target="{url}" TargetMode="External" Type="{OFFICE}hyperlink"/>'
        for name, url in links.items()
    )
    start = f'<Relationship Id="d" Target="word/document.xml" Type="{OFFICE}officeDocument"/>'
    files = {
        "[Content_Types].xml": content_types,
        "_rels/.rels": _relationships([start]),
        "word/_rels/document.xml.rels": main.replace("</Rel", f"{hyperlinks}</Rel"),
        **{f"word/{name}.xml": data for name, data in parts.items()},
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _relationships(entries: Iterable[str]) -> str:
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{HEAD}<Relationships xmlns="{namespace}">{"".join(entries)}</Relationships>'
