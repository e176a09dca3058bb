"""`toguna diff` as it is typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from tests.cli.test_consolidate_command import toguna
from tests.consultation.story import accepted, authors, body, docx, rejected

V1 = docx(
    "# Gouverner",
    "Le comité se réunit chaque trimestre.",
    "L'agence relève du Premier ministre.",
    "| Mesure | Échéance",
    "| Créer l'agence | 2025",
)
V2 = docx(
    "# Gouverner",
    "L'agence relève du ministre de l'Économie numérique.",
    "| Mesure | Échéance",
    "| Créer l'agence | 2026",
    "Le comité se réunit chaque trimestre.",
)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "v1.docx").write_bytes(V1)
    (tmp_path / "v2.docx").write_bytes(V2)
    (tmp_path / "rien.docx").write_bytes(b"PK rien")
    return tmp_path


def test_the_terminal_tells_differences_by_signs(desk: Path) -> None:
    done = toguna("diff", desk / "v1.docx", desk / "v2.docx", "--no-color")
    assert done.returncode == 1, done.stderr
    assert "~ « Gouverner », al. 2 → « Gouverner », al. 1 : modifiée" in done.stdout
    assert "[-Premier ministre-]{+ministre de l'Économie numérique+}" in done.stdout
    assert "> « Gouverner », al. 1 → « Gouverner », al. 2 : déplacée" in done.stdout
    assert "[-2025-]{+2026+}" in done.stdout
    assert "\x1b[" not in done.stdout


def test_the_exit_status_tells_whether_they_differ(desk: Path) -> None:
    assert toguna("diff", desk / "v1.docx", desk / "v1.docx").returncode == 0
    unread = toguna("diff", desk / "v1.docx", desk / "rien.docx")
    assert unread.returncode == 2
    assert "rien.docx" in unread.stderr


def test_the_page_stands_alone_and_can_be_read_aloud(desk: Path) -> None:
    done = toguna(
        "diff", desk / "v1.docx", desk / "v2.docx", "--format", "html", "-o", desk / "e.html",
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    data = (desk / "e.html").read_bytes()
    page = html.fromstring(data.decode())
    assert page.get("lang") == "fr"
    assert page.xpath("count(//h1)") == page.xpath("count(//main)") == 1
    assert page.xpath("//meta[@name='viewport']")
    assert "Premier ministre" in {"".join(found.itertext()) for found in page.xpath("//del")}
    assert "2026" in {"".join(found.itertext()) for found in page.xpath("//ins")}
    assert not page.xpath("//script | //link | //img | //@src")
    assert b"http" not in data


def test_the_docx_is_the_first_version_with_tracked_changes(desk: Path) -> None:
    done = toguna(
        "diff", desk / "v1.docx", desk / "v2.docx", "--format", "docx", "-o", desk / "e.docx",
        "--author", "Comité",
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    data = (desk / "e.docx").read_bytes()
    assert authors(data) == {"Comité"}
    assert rejected(data) == body(V1)
    assert accepted(data) == body(V2)


def test_what_is_written_in_a_text_is_never_markup(desk: Path) -> None:
    (desk / "x.docx").write_bytes(docx("# A", "<script>alert(1)</script> [bold]x[/bold]"))
    (desk / "y.docx").write_bytes(docx("# A"))
    page = toguna("diff", desk / "x.docx", desk / "y.docx", "--format", "html")
    assert "<script>" not in page.stdout
    assert "&lt;script&gt;" in page.stdout
    terminal = toguna("diff", desk / "x.docx", desk / "y.docx")
    assert "[bold]x[/bold]" in terminal.stdout
