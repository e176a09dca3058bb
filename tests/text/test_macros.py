"""What is written has no macros, whatever it was made from; all else in it stays as it was."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.consultation.story import accepted, docx, told
from tests.text.files import p, parts_of, r
from tests.text.files import package as zipped
from toguna.text.macros import macro_parts
from toguna.text.package import Package

TYPES, RELATIONS = "[Content_Types].xml", "word/_rels/document.xml.rels"
PLAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
VBA = "http://schemas.microsoft.com/office/2006/relationships"
PROJECT = ["word/vbaProject.bin", "word/vbaData.xml"]
DRAFT = ("# Titre premier", "L'agence est placée auprès du Premier ministre.", "Elle est créée.")


def parts_in(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_macros(data: bytes, *, by_extension: bool = False) -> bytes:
    """Give a DOCX macros, as Word writes them into a DOCM."""
    parts: dict[str, str | bytes] = dict(parts_in(data))
    types = parts_in(data)[TYPES].decode().replace(PLAIN, MACRO)
    vba = "application/vnd.ms-office.vbaProject"
    known = (
        f'<Default Extension="bin" ContentType="{vba}"/>'
        if by_extension
        else f'<Override PartName="/word/vbaProject.bin" ContentType="{vba}"/>'
    )
    known += (
        '<Override PartName="/word/vbaData.xml" ContentType="application/vnd.ms-word.vbaData+xml"/>'
    )
    parts[TYPES] = types.replace("</Types>", f"{known}</Types>")
    link = f'<Relationship Id="rIdVba" Type="{VBA}/vbaProject" Target="vbaProject.bin"/>'
    relations = parts_in(data)[RELATIONS].decode()
    parts[RELATIONS] = relations.replace("</Relationships>", f"{link}</Relationships>")
    parts["word/vbaProject.bin"] = b"\xd0\xcf\x11\xe0 Sub AutoOpen()"
    parts["word/vbaData.xml"] = "<vbaData/>"
    parts["word/_rels/vbaProject.bin.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{VBA}/wordVbaData" Target="vbaData.xml"/></Relationships>'
    )
    return zipped(parts)


@pytest.mark.parametrize("by_extension", [False, True])
def test_a_draft_with_macros_is_written_without_and_else_as_it_was(by_extension: bool) -> None:
    plain = docx(*DRAFT)
    macros = with_macros(plain, by_extension=by_extension)
    assert macro_parts(Package(macros, "projet.docm")) == [
        "word/vbaProject.bin",
        "word/vbaData.xml",
    ]
    before, after = parts_in(plain), parts_in(Package(macros, "projet.docm").to_bytes())
    assert after.keys() == before.keys()
    changed = {name for name in after if after[name] != before[name]}
    assert changed <= {TYPES, RELATIONS}
    for name in (TYPES, RELATIONS):
        assert b"vba" not in after[name].lower()
        assert b"macroenabled" not in after[name].lower()
    assert PLAIN.encode() in after[TYPES]


def test_what_has_no_macros_is_written_as_it_was() -> None:
    plain = docx(*DRAFT)
    assert parts_in(Package(plain, "projet.docx").to_bytes()) == parts_in(plain)
    bare = zipped(parts_of(p(r("Un."))))
    assert parts_in(Package(bare, "nu.docx").to_bytes()) == parts_in(bare)


def test_a_relationship_made_meanwhile_does_not_bring_the_macros_back() -> None:
    package = Package(with_macros(docx(*DRAFT)), "projet.docm")
    package.relate(package.main, "hyperlink", "https://exemple.org/", external=True)
    relations = parts_in(package.to_bytes())[RELATIONS]
    assert b"exemple.org" in relations
    assert b"vba" not in relations.lower()


def test_the_consolidated_text_of_a_draft_with_macros_has_none() -> None:
    draft = with_macros(docx(*DRAFT))
    other = with_macros(docx(DRAFT[0], DRAFT[1].replace("Premier ministre", "Président"), DRAFT[2]))
    plain = told(docx(*DRAFT), {"MJDH.docx": docx(
        DRAFT[0], DRAFT[1].replace("Premier ministre", "Président"), DRAFT[2])})  # fmt: skip
    made = told(draft, {"MJDH.docm": other})
    assert parts_in(made.docx).keys() == parts_in(plain.docx).keys()
    assert accepted(made.docx) == accepted(plain.docx)


def test_a_workbook_s_basic_goes_with_its_line_in_the_manifest() -> None:
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        '<manifest:file-entry manifest:full-path="Basic/Standard/Module1.xml" '
        'manifest:media-type="text/xml"/></manifest:manifest>'
    )
    data = zipped({
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": "<a/>",
        "Basic/Standard/Module1.xml": "<module/>",
        "META-INF/manifest.xml": manifest,
    })  # fmt: skip
    after = parts_in(Package(data, "matrice.ods").to_bytes())
    assert list(after) == ["mimetype", "content.xml", "META-INF/manifest.xml"]
    assert b"Basic" not in after["META-INF/manifest.xml"]
    assert b"content.xml" in after["META-INF/manifest.xml"]
