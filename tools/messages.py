"""The French sentences of the program, by catalogue: what `make messages` and its test go by.

`toguna` has what the core and the command line say; `django` what the pages say.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from toguna.adoption.approval.model import Outcome
from toguna.adoption.council.model import Lack
from toguna.adoption.ledger.acts import Act
from toguna.consultation.decisions.model import Disposition, Stage, Verdict
from toguna.consultation.model import Nature, Origin, Placing, Tier
from toguna.deliberation.reading.forms import FORMS

ROOT = Path(__file__).parents[1] / "src" / "toguna"
SAID = {"say": None, "_say": None}
SPOKEN = {**SAID, "_": None}
PAGES = {"_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2),
         "ngettext_lazy": (1, 2)}  # fmt: skip
TEMPLATES = [("**.html", "tools.templates:extract"), ("**.txt", "tools.templates:extract")]
VOCABULARIES = (Disposition, Stage, Verdict, Nature, Origin, Placing, Tier, Act, Outcome, Lack)
"""Words that pages show as they stand, without a sentence around them."""
Sentence = str | tuple[str, ...]


def sentences(domain: str) -> set[Sentence]:
    """Give the sentences of a catalogue; one with a plural is a pair."""
    return set(_core() if domain == "toguna" else _pages())


def _core() -> Iterator[Sentence]:
    for folder in sorted(path for path in ROOT.iterdir() if path.is_dir()):
        keywords = SAID if folder.name == "web" else SPOKEN
        yield from _found(folder, [("**.py", "python")], keywords)
    for file in sorted(ROOT.glob("*.py")):
        yield from _found(ROOT, [(file.name, "python")], SPOKEN)
    for vocabulary in VOCABULARIES:
        yield from (one.value for one in vocabulary)
    yield from _sheets()


def _sheets() -> Iterator[Sentence]:
    """Give what the pages of a deliberation say of its sheets and their columns."""
    for form in FORMS:
        yield from (form.sheet, form.about)
        for field in form.fields:
            yield from (field.heading, field.help, *field.choices)


def _pages() -> Iterator[Sentence]:
    web = ROOT / "web"
    yield from _found(web, [("**.py", "python")], PAGES)
    yield from _found(web, TEMPLATES, {"gettext": None, "ngettext": (1, 2)})


def _found(
    folder: Path, methods: list[tuple[str, str]], keywords: dict[str, object]
) -> Iterator[Sentence]:
    for _, _, message, _, _ in extract_from_dir(folder, methods, keywords=keywords):
        yield message


def main() -> None:
    """Write the template of each catalogue into the folder that is given."""
    for domain in ("toguna", "django"):
        catalogue = Catalog(charset="utf-8")
        for message in sorted(sentences(domain), key=str):
            catalogue.add(message)
        with (Path(sys.argv[1]) / f"{domain}.pot").open("wb") as file:
            write_po(file, catalogue, sort_output=True, omit_header=False)


if __name__ == "__main__":
    main()
