"""What is written for strangers holds: links lead somewhere, options and packages are told."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from click import Command, Context, Group

from tests.conftest import ROOT
from toguna.cli.main import main

FENCE = re.compile(r"^ *```.*?^ *```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^()\s]+)\)")
HEADING = re.compile(r"^#{1,6} +(.+)$", re.MULTILINE)
PICTURE_BYTES = 300_000


def pages() -> list[Path]:
    """Every Markdown page of the project that a stranger may read."""
    return sorted([*ROOT.glob("*.md"), *ROOT.glob("samples/*.md"), *ROOT.glob("docs/**/*.md")])


def prose(page: Path) -> str:
    return FENCE.sub("", page.read_text(encoding="utf-8"))


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as forges make them."""
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for heading in HEADING.findall(prose(page))
    }


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    for target in LINK.findall(prose(page)):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), f"{target} is not there"
        if anchor:
            assert anchor in anchors(file), f"{file.name} has no heading for #{anchor}"


def test_every_page_of_the_documentation_is_in_its_index() -> None:
    docs = ROOT / "docs"
    index = docs / "README.md"
    linked = {(docs / target.partition("#")[0]).resolve() for target in LINK.findall(prose(index))}

    assert {page for page in docs.rglob("*.md") if page != index} <= linked


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    wanted = [*project["dependencies"], *(name for extra in extras for name in extra)]
    names = {re.split(r"[<>=!~;\[ ]", requirement)[0].lower() for requirement in wanted}
    told = re.findall(
        r"^\| ([A-Za-z][\w.-]*) \|", prose(ROOT / "docs/dependencies.md"), re.MULTILINE
    )

    assert {name.lower() for name in told} - {"package"} == names


def leaves(command: Command, *words: str) -> Iterator[tuple[tuple[str, ...], Command]]:
    """Every command that can be typed, with the words that name it, the group itself included."""
    yield words, command
    if isinstance(command, Group):
        for name, inner in command.commands.items():
            yield from leaves(inner, *words, name)


def sections_of(page: Path) -> dict[str, str]:
    """What stands under each heading of the second level; before the first one, under ""."""
    parts = re.split(r"^## (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {"": parts[0], **dict(zip(parts[1::2], parts[2::2], strict=True))}


@pytest.mark.parametrize(
    ("words", "command"), [pytest.param(*leaf, id=" ".join(leaf[0])) for leaf in leaves(main)]
)
def test_every_option_of_every_command_is_documented(
    words: tuple[str, ...], command: Command
) -> None:
    sections = sections_of(ROOT / "docs/reference/command-line.md")
    section = sections[f"`toguna {words[0]}`" if words else ""]
    options = [
        name
        for parameter in command.get_params(Context(command))
        for name in parameter.opts
        if name.startswith("-")
    ]

    assert "--help" in options
    assert [name for name in options if f"`{name}" not in section] == []
    assert all(f"`{word}`" in section for word in words[1:])
    assert " ".join(["toguna", *words]) in section


def test_the_two_readmes_say_the_same_things() -> None:
    english, french = ROOT / "README.md", ROOT / "README.fr.md"

    def shape(page: Path) -> tuple[int, int, int, int]:
        text = page.read_text(encoding="utf-8")
        items = re.findall(r"^(?:-|\d+\.) ", prose(page), re.MULTILINE)
        return (
            len(HEADING.findall(prose(page))),
            len(FENCE.findall(text)),
            text.count("!["),
            len(items),
        )

    assert shape(english) == shape(french)
    assert shape(english)[1] >= 1


@pytest.mark.parametrize(
    "picture", sorted((ROOT / "docs/images").glob("*.png")), ids=lambda p: p.name
)
def test_pictures_stay_light(picture: Path) -> None:
    assert picture.stat().st_size < PICTURE_BYTES


def test_every_picture_has_words_for_who_cannot_see_it() -> None:
    for page in pages():
        for words in re.findall(r"!\[([^\]]*)\]\(", page.read_text(encoding="utf-8")):
            assert len(words) > len("picture"), f"{page.name} has a picture without words"
