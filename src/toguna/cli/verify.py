"""`toguna verify`: checks a receipt, or the ledger of an exported dossier, and says what holds."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
from rich.console import Console

from toguna.adoption.ledger.check_dossier import DossierCheck, check_dossier
from toguna.adoption.ledger.check_receipt import Checked, check_receipt
from toguna.adoption.ledger.entry import opens
from toguna.adoption.ledger.head import MAX_HEAD_BYTES, Head, read_head
from toguna.adoption.ledger.keys import MAX_PEM_BYTES, PublicKey
from toguna.adoption.ledger.problems import Problem
from toguna.adoption.ledger.receipt import MAX_RECEIPT_BYTES
from toguna.adoption.ledger.restricted import Opening
from toguna.cli.exported_dossier import Exported, open_folder, open_zip, read_bounded
from toguna.messages import Message, Translate, say
from toguna.text.errors import UnreadableFile

HOLDS, BROKEN, UNREADABLE = 0, 1, 2
MAX_HEADS_BYTES = 1_000 * MAX_HEAD_BYTES
MAX_NAMED = 10


@dataclass(frozen=True, slots=True)
class Given:
    """What the command was given."""

    file: Path
    key: Path | None
    heads: tuple[Path, ...]
    receipts: tuple[Path, ...]
    opening: Path | None


def run_verify(given: Given, translate: Translate) -> int:
    """Run the command: 0 where all holds, 1 where something does not, 2 where nothing is read."""
    try:
        key = None if given.key is None else _key(given.key)
        messages, problems = _checked(given, key)
    except UnreadableFile as error:
        reason = _plain(error.message.render(translate))
        Console(stderr=True, highlight=False).print(reason, style="bold red", markup=False)
        return UNREADABLE
    for message in messages:
        click.echo(_plain(message.render(translate)))
    for problem in problems:
        click.echo(f"  - {_plain(problem.message.render(translate))}")
    for advice in dict.fromkeys(problem.advice.render(translate) for problem in problems):
        click.echo(f"  > {advice}")
    return BROKEN if problems else HOLDS


def _checked(given: Given, key: PublicKey | None) -> tuple[list[Message], Sequence[Problem]]:
    dossier = _dossier(given.file)
    if dossier is None:
        if given.heads or given.receipts:
            raise UnreadableFile(say("--head et --receipt servent à vérifier un dossier."))
        checked = _receipt(given.file, key)
        opening = None if given.opening is None else _opening(given.opening)
        problems = [*checked.problems, *_opening_problems(checked, opening)]
        return list(_on_receipt(checked, key, opening, problems)), problems
    if given.opening is not None:
        raise UnreadableFile(say("--opening sert à vérifier un récépissé."))
    receipts = [_receipt(path, key) for path in given.receipts]
    known = [head for path in given.heads for head in _heads(path)]
    known += [one.receipt.head for one in receipts]
    found = check_dossier(dossier.read, dossier.names, key, known)
    problems = [*found.problems, *(one for receipt in receipts for one in receipt.problems)]
    return list(_on_dossier(found, key, known, problems)), problems


def _on_receipt(
    checked: Checked,
    key: PublicKey | None,
    opening: Opening | None,
    problems: Sequence[Problem],
) -> Iterator[Message]:
    if problems:
        yield say("Ce récépissé ne tient pas :")
        return
    entry, head = checked.entry, checked.receipt.head
    yield say("Ce récépissé tient.")
    yield say(
        "Écriture n° {index} du dossier « {dossier} » : {act}, {subject}, par {organisation} "
        "({role}), le {at}.",
        index=entry.index,
        dossier=entry.dossier,
        act=say(entry.act.value),
        subject=entry.subject,
        organisation=entry.actor.organisation,
        role=entry.actor.role,
        at=entry.at,
    )
    yield say(
        "Elle est dans le registre signé le {at}, qui a {size} écritures.",
        at=head.at,
        size=head.size,
    )
    if opening is not None:
        yield say("Le contenu qu'elle tient scellé est bien celui qui est donné.")
    elif entry.restricted is not None:
        yield say("Elle tient scellé un contenu qui n'est pas public : voir --opening.")
    yield from _on_key(checked.receipt.key, key)


def _on_dossier(
    found: DossierCheck,
    key: PublicKey | None,
    known: Sequence[Head],
    problems: Sequence[Problem],
) -> Iterator[Message]:
    if problems or found.head is None or found.key is None:
        yield say("Ce dossier n'est pas tel qu'il a été signé :")
        return
    head = found.head
    yield say("Le registre du dossier « {dossier} » tient.", dossier=head.dossier)
    yield say(
        "Écritures : {size}, toutes telles qu'elles ont été signées, la dernière fois le {at} "
        "(racine {root}).",
        size=found.size,
        at=head.at,
        root=head.root.hex(),
    )
    if found.withheld:
        yield say(
            "Écritures que cette copie ne montre pas : {count} (n° {indices}) ; rien n'y a été "
            "changé, mais ce qu'elles disent n'est pas là.",
            count=len(found.withheld),
            indices=_some([str(index) for index in found.withheld]),
        )
    yield say(
        "Fichiers cités par une écriture : {count}, tous tels qu'ils ont été cités.",
        count=len(found.files),
    )
    if found.uncited:
        yield say(
            "Fichiers qu'aucune écriture ne cite, et dont rien n'est donc dit : {count} ({names}).",
            count=len(found.uncited),
            names=_some(found.uncited),
        )
    yield from _on_key(found.key, key)
    yield _on_truncation(known)


def _on_key(found: PublicKey, published: PublicKey | None) -> Iterator[Message]:
    yield say("Empreinte de la clé : {fingerprint}", fingerprint=found.fingerprint)
    if published is None:
        yield say(
            "C'est la clé que contient le fichier lui-même : comparez cette empreinte avec celle "
            "que l'administration a publiée, ou donnez la clé publiée avec --key."
        )
    else:
        yield say("C'est la clé que vous avez donnée avec --key.")


def _on_truncation(known: Sequence[Head]) -> Message:
    if known:
        return say(
            "Signatures gardées d'avant : {count}, toutes retrouvées ; rien de ce qu'elles "
            "couvrent n'a été retiré ni réécrit.",
            count=len(known),
        )
    return say(
        "Ce que ceci ne montre pas : un registre dont la fin a été coupée avec ses dernières "
        "signatures. Une signature ou un récépissé gardés d'avant le montrent : donnez-les avec "
        "--head ou --receipt."
    )


def _opening_problems(checked: Checked, opening: Opening | None) -> Iterator[Problem]:
    if opening is not None and not opens(checked.entry, opening):
        yield Problem(
            say("Le contenu qui est donné n'est pas celui que l'écriture tient scellé."),
            say("Demandez le fichier d'ouverture de cette écriture à qui vous l'a envoyée."),
            checked.entry.index,
        )


def _dossier(path: Path) -> Exported | None:
    """Open what is a dossier; None where it is a single file, which should be a receipt."""
    if path.is_dir():
        return open_folder(path)
    if not path.is_file():
        return None
    with path.open("rb") as file:
        archive = file.read(2) == b"PK"
    return open_zip(path, read_bounded(path)) if archive else None


def _receipt(path: Path, key: PublicKey | None) -> Checked:
    data = read_bounded(path, MAX_RECEIPT_BYTES)
    try:
        return check_receipt(data, key)
    except UnreadableFile as error:
        raise _of_file(path, say("récépissé illisible"), error) from error


def _key(path: Path) -> PublicKey:
    data = read_bounded(path, MAX_PEM_BYTES)
    try:
        return PublicKey.read(data)
    except UnreadableFile as error:
        raise _of_file(path, say("clé illisible"), error) from error


def _heads(path: Path) -> list[Head]:
    lines = read_bounded(path, MAX_HEADS_BYTES).splitlines()
    try:
        return [read_head(line) for line in lines or [b""]]
    except UnreadableFile as error:
        raise _of_file(path, say("signature illisible"), error) from error


def _opening(path: Path) -> Opening:
    data = read_bounded(path)
    try:
        return Opening.read(data)
    except UnreadableFile as error:
        raise _of_file(path, say("ouverture illisible"), error) from error


def _of_file(path: Path, what: Message, error: UnreadableFile) -> UnreadableFile:
    return UnreadableFile(say("{path} : {what} ({why}).", path=path, what=what, why=error.message))


def _some(names: Sequence[str]) -> str:
    more = ", …" if len(names) > MAX_NAMED else ""
    return ", ".join(names[:MAX_NAMED]) + more


def _plain(text: str) -> str:
    """Give a text without what would command the terminal: the file may be a stranger's."""
    return "".join("�" if unicodedata.category(sign).startswith("C") else sign for sign in text)
