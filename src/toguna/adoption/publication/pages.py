"""The pages around the text: what it is, its versions, how to check what was downloaded."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from toguna.adoption.approval.model import Process
from toguna.adoption.approval.standing import standings, told
from toguna.adoption.publication.model import Edition, Seal
from toguna.adoption.publication.shell import CHECK, INDEX, TEXT, VERSIONS, page
from toguna.consultation.outputs.words import long_date, number_of, thousands
from toguna.text.html.tags import Html, joined, tag

SUMS = "SHA256SUMS"
HEAD_FILE, KEY_FILE = "registre-tete.json", "registre-cle.pem"


@dataclass(frozen=True, slots=True)
class Listed:
    """A version as the site lists it: how it is called, where it is read, its files.

    `compared` are the pages that hold it against another version, with what they are called.
    """

    label: str
    date: str
    what: str
    page: str
    files: tuple[str, ...]
    compared: tuple[tuple[str, str], ...] = ()


def index(
    edition: Edition, title: str, files: Mapping[str, bytes], latest: Listed, changes: int
) -> bytes:
    """Write the first page.

    `files` are all that can be downloaded, by name; `changes` counts the passages that changed.
    """
    facts = [
        ("Version", f"{latest.label}, {long_date(latest.date)}"),
        ("Publiée par", edition.publisher),
        ("Publiée le", long_date(edition.date)),
        ("Changements", f"{number_of(changes, 'passage')} depuis le texte mis en consultation"),
    ]
    main = joined([
        tag("h1", title),
        *([tag("p", told(edition.process).render(), class_="state")] if edition.process else []),
        tag("p", tag("a", "Lire le texte", href=TEXT, class_="go")),
        tag(
            "p",
            "Sous chaque passage qui a changé pendant la consultation, « Origine » dit qui l’a "
            "demandé, ce qui a été décidé et pourquoi.",
        ),
        _facts(facts),
        *(_approvals(edition.process) if edition.process else []),
        tag("h2", "Télécharger"),
        downloads([*latest.files, *sorted(edition.downloads)], files, "Télécharger"),
        tag(
            "p",
            tag("a", "Versions antérieures et comparaisons", href=VERSIONS),
            " · ",
            tag("a", "Vérifier ce que l’on a téléchargé", href=CHECK),
        ),
    ])  # fmt: skip
    return page(title, INDEX, main, edition.publisher)


def _approvals(process: Process) -> Iterable[Html]:
    rows = [
        (standing.step.name, standing.act.outcome.value, long_date(standing.act.date))
        for standing in standings(process)
        if standing.act is not None
    ]
    if rows:
        yield tag("h2", "Approbations")
        yield _table(("Étape", "Issue", "Date"), rows, "Approbations")


def versions(edition: Edition, listed: Sequence[Listed], files: Mapping[str, bytes]) -> bytes:
    """Write the list of versions, the newest first."""
    parts = [tag("h1", "Versions")]
    for one in reversed(listed):
        parts += [
            tag("h2", f"{one.label}, {long_date(one.date)}"),
            tag("p", one.what),
            tag("p", tag("a", f"Lire {one.label}", href=one.page)),
        ]
        if one.compared:
            items = (tag("li", tag("a", name, href=file)) for file, name in one.compared)
            parts.append(tag("ul", *items))
        parts.append(downloads(one.files, files, f"Fichiers de {one.label}"))
    return page("Versions", VERSIONS, joined(parts), edition.publisher)


def check(edition: Edition, files: Mapping[str, bytes]) -> bytes:
    """Write how anybody checks what was downloaded."""
    parts = [
        tag("h1", "Vérifier"),
        tag("h2", "Un fichier téléchargé"),
        tag(
            "p",
            "Chaque fichier a une empreinte SHA-256 : un fichier changé d’un seul signe a une "
            "autre empreinte. Dans le dossier des fichiers téléchargés :",
        ),
        tag("pre", f"sha256sum --ignore-missing -c {SUMS}\n# sous Windows (PowerShell) :\n"
                   "Get-FileHash FICHIER"),
        tag("p", "Toutes les empreintes : ", tag("a", SUMS, href=SUMS)),
        tag("h2", "Un PDF signé"),
        tag(
            "p",
            "Ouvrez-le dans un lecteur de PDF qui montre les signatures. Si le certificat est "
            "celui du projet, comparez son empreinte avec celle que l’organisme publie ailleurs.",
        ),
        *(_seal(edition.seal) if edition.seal else []),
        tag("h2", "Tous les fichiers"),
        downloads(sorted(files), files, "Tous les fichiers"),
    ]  # fmt: skip
    return page("Vérifier", CHECK, joined(parts), edition.publisher)


def _seal(seal: Seal) -> Iterable[Html]:
    head = seal.head
    yield tag("h2", "Le registre du dossier")
    yield tag(
        "p",
        "Chaque acte (reçu, répondu, décidé, adopté, publié) est une écriture d’un registre "
        "auquel on ne peut qu’ajouter. Sa racine, signée, engage toutes les écritures : notez-la, "
        "et personne ne pourra changer le passé sans que cela se voie.",
    )
    yield _facts([
        ("Dossier", head.dossier),
        ("Écritures", thousands(head.size)),
        ("Racine", tag("span", head.root.hex(), class_="print")),
        ("Signée le", head.at),
        ("Empreinte de la clé", tag("span", seal.key.fingerprint, class_="print")),
    ])  # fmt: skip
    yield tag(
        "p",
        "Avec un récépissé, sans réseau : la tête signée (",
        tag("a", HEAD_FILE, href=HEAD_FILE),
        ") et la clé (",
        tag("a", KEY_FILE, href=KEY_FILE),
        ") suffisent.",
    )
    yield tag("pre", "toguna verify RÉCÉPISSÉ")


def downloads(names: Iterable[str], files: Mapping[str, bytes], label: str) -> Html:
    """List files with their sizes and digests; `label` tells one list from another aloud."""
    rows = [
        (
            tag("a", name, href=name),
            size(len(files[name])),
            tag("span", hashlib.sha256(files[name]).hexdigest(), class_="print"),
        )
        for name in names
    ]
    return _table(("Fichier", "Taille", "Empreinte SHA-256"), rows, label, "files")


def size(count: int) -> str:
    """Say a number of bytes."""
    kilo = 1_000
    if count < kilo:
        return f"{count} o"
    if count < kilo**2:
        return f"{count / kilo:.0f} ko"
    return f"{count / kilo**2:.1f} Mo".replace(".", ",")


def _facts(facts: Iterable[tuple[str, str]]) -> Html:
    inside = (piece for name, words in facts for piece in (tag("dt", name), tag("dd", words)))
    return tag("dl", *inside, class_="facts")


def _table(
    head: Sequence[str], rows: Iterable[Sequence[str]], label: str, class_: str | None = None
) -> Html:
    names = tag("thead", tag("tr", *(tag("th", name, scope="col") for name in head)))
    body = tag("tbody", *(tag("tr", *(tag("td", words) for words in row)) for row in rows))
    return tag(
        "div", tag("table", names, body, class_=class_), class_="scroll", role="region", tabindex=0,
        aria_label=label,
    )  # fmt: skip
