"""Canevas: the default one, one's own as TOML, CSV or a document's outline."""

from __future__ import annotations

import pytest

from tests.adoption.plans import SMALL, checked, markdown
from toguna.adoption.canevas.reading import default_canevas, read_canevas
from toguna.text.errors import UnreadableFile

TOML = b"""
name = "Le n\xc3\xb4tre"
[[section]]
name = "Vision"
[[section]]
name = "Moyens d'action humains"
titles = ["ressources humaines"]
[[section]]
name = "Glossaire"
required = false
"""
CSV = "section;titres;obligatoire\nVision;;oui\nRessources;effectifs|personnel;oui\nIndex;;non\n"
OUTLINE = b"# Vision\n\n...\n\n## Contexte de la vision\n\n...\n\n# Personnel\n\n...\n"


def missing(canevas: object) -> list[str]:
    found = checked(markdown(SMALL), "sections", canevas=canevas)  # type: ignore[arg-type]
    return [str(finding.message.values["name"]) for finding in found.findings]


def test_the_default_canevas_has_the_sections_of_a_national_strategy() -> None:
    names = [section.name for section in default_canevas().sections]

    assert names == [
        "Contexte", "Diagnostic", "Vision", "Principes", "Objectifs stratégiques",
        "Gouvernance et ancrage institutionnel", "Plan d'action", "Budget et financement",
        "Suivi et évaluation", "Risques", "Annexes",
    ]  # fmt: skip


def test_a_canevas_of_ones_own() -> None:
    assert missing(read_canevas(TOML, "canevas.toml")) == ["Moyens d'action humains"]
    assert missing(read_canevas(CSV.encode(), "canevas.csv")) == ["Ressources"]
    assert missing(read_canevas(OUTLINE, "plan.md")) == ["Contexte de la vision", "Personnel"]


@pytest.mark.parametrize(
    ("title", "is_there"),
    [("Analyse des risques", True), ("Risqes", True), ("Rixes", False)],
)
def test_titles_are_known_by_other_words_and_with_faults(title: str, is_there: bool) -> None:
    text = markdown(SMALL).replace("# 8. Risques", f"# 8. {title}")

    assert (checked(text, "sections").findings == []) is is_there


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"name = ", "c.toml"), (b"section = 3", "c.toml"), (b"[[section]]\nx = 1\n", "c.toml"),
        (b"\xff\xfe", "c.toml"), (b"", "c.csv"), (b"Rien que des mots.", "c.md"),
        (b"%PDF-", "c.pdf"),
    ],
)  # fmt: skip
def test_a_canevas_that_is_none_is_refused_with_a_sentence(data: bytes, name: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_canevas(data, name)

    assert name in str(refused.value)
