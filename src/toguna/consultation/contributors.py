"""Who sent which file: labels from a contributors' list, or else from the file's name."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from toguna.consultation.model import Contributor
from toguna.messages import say
from toguna.text.errors import UnreadableFile
from toguna.text.ooxml import writable

ACRONYM = re.compile(r"(?<![A-Za-zÀ-ÿ])[A-ZÀ-Þ][A-ZÀ-Þ0-9]{1,11}(?![a-zà-ÿ])")
"""What ministries are called in file names: MJDH, MEF, AMRTP."""

NOT_A_LABEL = frozenset({
    "V1", "V2", "V3", "VF", "VDEF", "DEF", "OK", "PDF", "DOC", "DOCX", "ODT", "XLSX", "CSV", "TR",
    "RE", "FW", "FINAL", "SNC", "PNC", "COPIE", "DRAFT", "OBS", "OBSERVATIONS",
})  # fmt: skip
COLUMNS = ("file", "label", "name")
SEPARATORS = ";,\t"


@dataclass(frozen=True, slots=True)
class ContributorsList:
    """The contributors' list: who sent the file of a given name."""

    by_file: Mapping[str, Contributor]

    def of(self, file: str) -> Contributor | None:
        """Give who sent a file, None where the list does not say."""
        return self.by_file.get(_key(file))

    def rank(self, file: str) -> int:
        """Give the rank of a file in the list; those that it does not name come last."""
        name = _key(file)
        return next((i for i, key in enumerate(self.by_file) if key == name), len(self.by_file))


NOBODY_KNOWN = ContributorsList({})


def _key(file: str) -> str:
    """Give a file's name as it is looked up: a Mac writes "é" as two characters, others as one."""
    return unicodedata.normalize("NFC", PurePath(file).name).casefold()


def read_contributors(data: bytes, filename: str) -> ContributorsList:
    """Read a contributors' list: a CSV with the columns `file`, `label` and `name`.

    Raises:
        UnreadableFile: a column is missing, or the text is in no known encoding.
    """
    text = _decoded(data, filename)
    separator = max(SEPARATORS, key=text.partition("\n")[0].count)
    rows = csv.DictReader(io.StringIO(text), delimiter=separator)
    names = {(name or "").strip().lower(): name for name in rows.fieldnames or []}
    if not {"file", "label"} <= set(names):
        raise UnreadableFile(
            say(
                "{file} : la liste des contributeurs doit avoir les colonnes file, label et name "
                "(fichier, sigle, nom complet) ; la première ligne lue est « {line} ».",
                file=filename,
                line=text.partition("\n")[0].strip()[:80],
            )
        )
    found: dict[str, Contributor] = {}
    for row in rows:
        cells = {key: (row.get(names[key]) or "").strip() for key in COLUMNS if key in names}
        if cells["file"] and cells["label"]:
            name = _key(cells["file"])
            label = clean_label(cells["label"])
            found[name] = Contributor(label, cells.get("name") or label)
    return ContributorsList(found)


def _decoded(data: bytes, filename: str) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile(
        say(
            "{file} : l'encodage du texte n'est pas reconnu ; enregistrez la liste en CSV UTF-8.",
            file=filename,
        )
    )


def clean_label(label: str) -> str:
    """Give a label that can be an author, and one of a list: without what separates labels."""
    return " ".join(writable(label).replace(";", ",").split())


def guess_contributor(file: str) -> Contributor:
    """Give who a file's name says it is from: its first acronym, else the name itself."""
    stem = PurePath(file).stem
    acronyms = (match.group() for match in ACRONYM.finditer(stem.replace("_", " ")))
    label = next((word for word in acronyms if word not in NOT_A_LABEL), None)
    chosen = clean_label(label or stem) or "?"
    return Contributor(chosen, chosen)


def distinct(contributors: Iterable[Contributor]) -> list[Contributor]:
    """Give each file's contributor a label of its own: a second file has `MJDH (2)`."""
    wanted = list(contributors)
    taken = {contributor.label for contributor in wanted}
    seen: Counter[str] = Counter()
    given: list[Contributor] = []
    for contributor in wanted:
        seen[contributor.label] += 1
        label = contributor.label
        if seen[contributor.label] > 1:
            number = seen[contributor.label]
            while (label := f"{contributor.label} ({number})") in taken:
                number += 1
            taken.add(label)
        given.append(Contributor(label, contributor.name))
    return given
