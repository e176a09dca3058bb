"""Who may validate answers: a list in a text file, one body or person a line."""

from __future__ import annotations

from toguna.consultation.decisions.rules import Rights
from toguna.messages import say
from toguna.text.errors import UnreadableFile


def read_rights(data: bytes, filename: str) -> Rights:
    """Read a list of who may validate: one name a line, lines that start with # left out.

    Raises:
        UnreadableFile: it names nobody, or is not text.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    lines = (line.strip() for line in text.splitlines())
    names = frozenset(line for line in lines if line and not line.startswith("#"))
    if not names or "\0" in text:
        raise UnreadableFile(
            say(
                "{file} : la liste des instances habilitées doit avoir un nom par ligne, tel "
                "qu'on l'écrit dans la colonne « Instance et date ».",
                file=filename,
            )
        )
    return Rights(names)
