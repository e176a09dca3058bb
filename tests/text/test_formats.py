"""Which format a file is, and what is said of one that cannot be read."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.text.tiny_odt import flat, odt
from toguna.text.document import Document
from toguna.text.errors import UnreadableFile
from toguna.text.formats import formats, read_text
from toguna.text.markdown import markdown_package

DOCX = markdown_package(b"Un projet.", "projet.md").to_bytes()


def words(data: bytes, filename: str) -> str:
    document = Document(read_text(data, filename))
    return "\n".join(clause.text for clause in document.clauses.all)


def refusal(data: bytes, filename: str) -> str:
    with pytest.raises(UnreadableFile) as refused:
        read_text(data, filename)
    return str(refused.value)


def test_three_formats_are_found_by_themselves() -> None:
    assert {form.name for form in formats()} == {"Word", "OpenDocument", "Markdown"}
    assert all(form.suffixes for form in formats())


@pytest.mark.parametrize(
    ("data", "filename"),
    [
        (DOCX, "projet.docx"),
        (odt("<text:p>Un projet.</text:p>"), "projet.odt"),
        (flat("<text:p>Un projet.</text:p>"), "projet.fodt"),
        (b"Un projet.", "projet.md"),
    ],
)
def test_every_format_gives_the_same_words(data: bytes, filename: str) -> None:
    assert words(data, filename) == "Un projet."


def test_the_content_goes_before_the_name() -> None:
    assert words(odt("<text:p>Un projet.</text:p>"), "projet.docx") == "Un projet."
    assert words(DOCX, "projet.odt") == "Un projet."


@pytest.mark.parametrize(
    ("data", "filename", "said"),
    [
        (b"", "retour.docx", "vide"),
        (b"  \n", "retour.md", "vide"),
        (b"%PDF-1.7 ...", "retour.pdf", "demandez le fichier Word"),
        (b"%PDF-1.7 ...", "retour.docx", "demandez le fichier Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "retour.doc", "ancien format"),
        (b"old", "retour.doc", "ancien format"),
        (rb"{\rtf1 bonjour}", "retour.rtf", "RTF"),
        (b"\x89PNG\r\n\x1a\n", "retour.png", "image"),
        (b"<!DOCTYPE html><html></html>", "retour.html", "page web"),
        (b"PK\x03\x04 tronqu", "retour.docx", "endommagé"),
        (b"PK\x03\x04 tronqu", "retour.odt", "endommagé"),
        (b"bonjour", "retour.xyz", "inconnu"),
        (b"\x00\x01\x02", "retour.md", "inconnu"),
    ],
)
def test_what_cannot_be_read_is_named_with_the_way_out(
    data: bytes, filename: str, said: str
) -> None:
    sentence = refusal(data, filename)
    assert sentence.startswith(f"{filename} : ")
    assert said in sentence
    assert sentence.endswith(".")


def test_an_encrypted_docx_says_so() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    assert "mot de passe" in refusal(ole, "retour.docx")


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("xl/workbook.xml", "classeur"),
        ("ppt/presentation.xml", "présentation"),
        ("a.txt", "archive"),
    ],
)
def test_another_kind_of_archive_is_told_apart(part: str, said: str) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(part, "x")
    assert said in refusal(buffer.getvalue(), "retour.zip")
