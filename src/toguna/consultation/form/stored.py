"""The file that the form saves (`toguna/form/1`): JSON, read as something that anybody wrote."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import Any

from toguna.consultation.dates import iso_date
from toguna.consultation.form.model import Action, Entry, FormReturn
from toguna.messages import Message, say
from toguna.text.errors import UnreadableFile
from toguna.text.ooxml import writable

SCHEMA = "toguna/form/1"
MARK = b"toguna/form/"
"""What a saved file of any version has near its start, and the page itself in its head."""
MARK_WITHIN = 4_096
MAX_ENTRIES = 20_000
MAX_BYTES = 64 << 20
MAX_TEXT = 200_000
"""The longest text of an entry, in characters: some eighty pages."""
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)")
UNSAFE = re.compile(r"[^\w.() -]+")


def is_form(data: bytes, filename: str) -> bool:
    """Tell whether a file is one that a form saved, or any other JSON, by name or by content."""
    starts = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:MARK_WITHIN]
    return filename.lower().endswith(".json") or (starts.startswith(b"{") and MARK in starts)


def is_empty_form(data: bytes) -> bool:
    """Tell whether a file is the form's page itself, which holds nothing that was entered."""
    head = data[:MARK_WITHIN]
    return MARK in head and b"<html" in head.lower()


def return_name(label: str) -> str:
    """Give the name of the file that a contributor saves."""
    return f"toguna-retour-{UNSAFE.sub('_', label).strip(' .') or 'organisme'}.json"


def write_entries(form: FormReturn) -> bytes:
    """Write what was entered, as the page itself does."""
    told = {
        "schema": SCHEMA,
        "draft": {"file": form.draft, "sha256": form.sha256},
        "round": form.round,
        "contributor": {"label": form.label, "name": form.name},
        "person": {"name": form.person, "role": form.role},
        "saved": form.saved,
        "entries": [{**asdict(entry), "action": entry.action.value} for entry in form.entries],
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def read_entries(data: bytes, filename: str) -> FormReturn:
    """Read a file that a form saved.

    Raises:
        UnreadableFile: it is not one, is cut short, or is of a version that is not known.
    """
    told = _parsed(data, filename)
    draft, contributor, person = (
        _object(told, key, filename) for key in ("draft", "contributor", "person")
    )
    entries = told.get("entries")
    if not isinstance(entries, list) or len(entries) > MAX_ENTRIES:
        raise _not_one(filename)
    return FormReturn(
        _text(draft, "file"),
        _text(draft, "sha256"),
        _text(contributor, "label"),
        _text(contributor, "name"),
        _text(told, "round"),
        _text(person, "name"),
        _text(person, "role"),
        _moment(told, "saved"),
        tuple(_entry(entry, number, filename) for number, entry in enumerate(entries, start=1)),
    )


def _parsed(data: bytes, filename: str) -> dict[str, Any]:
    if not data.strip():
        raise _refused(say("{file} : ce fichier est vide ; demandez un nouvel envoi.",
                           file=filename))  # fmt: skip
    if len(data) > MAX_BYTES:
        raise _not_one(filename)
    try:
        told = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        if MARK in data[:MARK_WITHIN]:
            raise _refused(
                say(
                    "{file} : ce fichier de formulaire est incomplet ou abîmé ; demandez à le "
                    "recevoir à nouveau, ou à l'enregistrer encore une fois depuis le formulaire.",
                    file=filename,
                )
            ) from error
        raise _not_one(filename) from error
    schema = told.get("schema") if isinstance(told, dict) else None
    if schema != SCHEMA and isinstance(schema, str) and schema.startswith(MARK.decode()):
        raise _refused(
            say(
                "{file} : ce fichier vient d'un formulaire d'une autre version du programme "
                "({schema}) ; mettez le programme à jour.",
                file=filename,
                schema=schema,
            )
        )
    if schema != SCHEMA:
        raise _not_one(filename)
    return dict(told)


def _entry(told: object, number: int, filename: str) -> Entry:
    if not isinstance(told, dict):
        raise _refused(
            say(
                "{file} : l'entrée {number} n'est pas lisible ; demandez à enregistrer le "
                "fichier encore une fois depuis le formulaire.",
                file=filename,
                number=number,
            )
        )
    if any(isinstance(text, str) and len(text) > MAX_TEXT for text in told.values()):
        raise _refused(
            say(
                "{file} : l'entrée {number} est démesurée (plus de {most} signes) ; demandez de "
                "la partager, ou d'envoyer un document Word.",
                file=filename,
                number=number,
                most=MAX_TEXT,
            )
        )
    return Entry(
        _text(told, "clause"),
        _text(told, "cited"),
        _text(told, "base"),
        _action(told),
        _text(told, "proposed"),
        _text(told, "observation"),
        _text(told, "nature"),
        _text(told, "reason"),
        _moment(told, "date"),
    )


def _action(told: dict[str, Any]) -> Action:
    """Give what an entry asks for; words proposed without it are a new wording."""
    known = {action.value: action for action in Action}
    given = known.get(_text(told, "action"))
    return given or (Action.REWORD if _text(told, "proposed") else Action.REMARK)


def _object(told: dict[str, Any], key: str, filename: str) -> dict[str, Any]:
    found = told.get(key)
    if not isinstance(found, dict):
        raise _not_one(filename)
    return found


def _text(told: dict[str, Any], key: str) -> str:
    found = told.get(key, "")
    return writable(found.replace("\r\n", "\n")).strip() if isinstance(found, str) else ""


def _moment(told: dict[str, Any], key: str) -> str:
    text = _text(told, key)
    return text if MOMENT.fullmatch(text) else iso_date(text)


def _not_one(filename: str) -> UnreadableFile:
    return _refused(
        say(
            "{file} : ce fichier JSON n'a pas été enregistré par le formulaire de Toguna ; "
            "demandez le fichier « toguna-retour-….json ».",
            file=filename,
        )
    )


def _refused(message: Message) -> UnreadableFile:
    return UnreadableFile(message)
