"""Who sent which file: labels from a contributors' list, or else from the file's name."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath, PurePosixPath

from toguna.consultation.model import Contributor
from toguna.consultation.sheets.decoding import decode
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
EXCEL_SEPARATOR = re.compile(r"\A\s*sep=.\r?\n", re.IGNORECASE)
"""The first line that Excel may write to say what separates the columns."""


@dataclass(frozen=True, slots=True)
class ContributorsList:
    """The contributors' list: for each file named in it, as it is written, who sent it."""

    lines: tuple[tuple[str, Contributor], ...]

    def of(self, file: str) -> Contributor | None:
        """Give who sent a file, None where the list does not say."""
        line = self._line(file)
        return None if line is None else self.lines[line][1]

    def rank(self, file: str) -> int:
        """Give the rank of a file in the list; those that it does not name come last."""
        line = self._line(file)
        return len(self.lines) if line is None else line

    def missing(self, files: Iterable[str]) -> list[str]:
        """Give the files that the list names and that are not among `files`."""
        found = {self._line(file) for file in files}
        return [file for line, (file, _) in enumerate(self.lines) if line not in found]

    def _line(self, file: str) -> int | None:
        """Give the line that says most of a file's path, else the only one with its name."""
        path = _parts(file)
        listed = [_parts(name) for name, _ in self.lines]
        ends = [line for line, parts in enumerate(listed) if path[-len(parts) :] == parts]
        if ends:
            return max(ends, key=lambda line: len(listed[line]))
        named = [line for line, parts in enumerate(listed) if parts[-1] == path[-1]]
        return named[0] if len(named) == 1 else None


NOBODY_KNOWN = ContributorsList(())


def _parts(file: str) -> tuple[str, ...]:
    """Give a path as it is looked up: a Mac writes "é" as two characters, others as one."""
    written = unicodedata.normalize("NFC", file.replace("\\", "/")).casefold()
    return PurePosixPath(written).parts or ("",)


def read_contributors(data: bytes, filename: str) -> ContributorsList:
    """Read a contributors' list: a CSV with the columns `file`, `label` and `name`.

    `file` is the file's name, with its folder where two have the same one.

    Raises:
        UnreadableFile: a column is missing.
    """
    text, _ = decode(data, filename)
    text = EXCEL_SEPARATOR.sub("", text.lstrip("\ufeff"))
    first = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text), delimiter=max(SEPARATORS, key=first.count))
    try:
        names = {(name or "").strip().lower(): name for name in rows.fieldnames or []}
        told = list(rows) if {"file", "label"} <= set(names) else None
    except csv.Error:
        told = None
    if told is None:
        raise UnreadableFile(
            say(
                "{file} : la liste des contributeurs doit avoir les colonnes file, label et name "
                "(fichier, sigle, nom complet) ; la première ligne lue est « {line} ».",
                file=filename,
                line=first.strip()[:80],
            )
        )
    lines: list[tuple[str, Contributor]] = []
    for row in told:
        cells = {key: (row.get(names[key]) or "").strip() for key in COLUMNS if key in names}
        label = clean_label(cells["label"])
        if cells["file"] and label:
            lines.append((cells["file"], Contributor(label, cells.get("name") or label)))
    return ContributorsList(tuple(lines))


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
