"""The amendments to a finance bill (French Senate open data), as the benchmarks read them."""

from __future__ import annotations

import csv
import html
import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

CSV_FILE, JSON_FILE = "jeu_complet_2018-2019_146.csv", "liste_discussion_103393.json"
RANK = (
    r"(?:bis|ter|quater|quinquies|sexies|septies|octies|nonies|decies|undecies|duodecies|terdecies|"
    r"quaterdecies|quindecies|sexdecies|septdecies|octodecies|novodecies|vicies|novovicies)"
)
ARTICLE = rf"liminaire|\d+(?:\s?er)?(?:\s{RANK})?\b"


@dataclass(frozen=True)
class Amendment:
    """One amendment: `words` is what it changes (dispositif), `reason` why (objet)."""

    number: str
    division: str
    alinea: str
    words: str
    reason: str
    group: str = ""
    """The Senate's mark of those that are identical (`idIdentique`)."""
    listed: bool = False
    """Whether it is in the list of discussion, where the marks are."""

    @cached_property
    def article(self) -> str:
        """The article that it amends, or after which it sets one."""
        named = re.search(rf"article ({ARTICLE})", self.division, re.IGNORECASE)
        return number_of(named[1]) if named else ""

    @property
    def is_additional(self) -> bool:
        """Whether it sets a new article beside one, and so amends none."""
        return self.division.startswith("art. add.")


def number_of(written: str) -> str:
    """Give an article's number in one form ("1er" is "1")."""
    return re.sub(r"(?<=\d)\s?er\b", "", written.lower())


def read(data: Path) -> list[Amendment]:
    """Read the amendments that have a text, from the folder of the files or the one around it."""
    folder = data if (data / CSV_FILE).exists() else data / "amendements"
    listed = _listed(folder / JSON_FILE)
    text = (folder / CSV_FILE).read_bytes().decode("cp1252").split("\n", 1)[1]
    found = []
    for raw in csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        row = {name.strip(): _plain(value or "") for name, value in raw.items() if name}
        number = _base(row["Numéro"])
        if row["Dispositif"]:
            found.append(
                Amendment(
                    number,
                    row["Subdivision"],
                    row["Alinéa"],
                    row["Dispositif"],
                    row["Objet"],
                    listed.get(number, ""),
                    number in listed,
                )
            )
    return found


def _listed(path: Path) -> dict[str, str]:
    divisions = json.loads(path.read_text(encoding="utf-8"))["Subdivisions"]
    return {
        _base(found["num"]): found.get("idIdentique", "")
        for division in divisions
        for found in division["Amendements"]
    }


def _base(number: str) -> str:
    """Give a number without its marks of correction ("I-1 rect. bis")."""
    return re.sub(r"\s*rect\..*$", "", number).strip()


def _plain(marked: str) -> str:
    """Give the text of a cell, one line a paragraph."""
    lines = re.sub(r"</p>|</tr>|<br ?/?>", "\n", marked)
    text = html.unescape(re.sub(r"<[^>]+>", " ", lines)).replace("\u2011", "-")
    return "\n".join(
        line for each in text.split("\n") if (line := re.sub(r"[ \xa0\t]+", " ", each).strip())
    )
