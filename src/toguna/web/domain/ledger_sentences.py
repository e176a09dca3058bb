"""An entry of the ledger in one plain sentence: who did what, to what.

What an entry says is taken as it is: a payload of another form gives a shorter sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from toguna.adoption.approval.reading import default_procedure
from toguna.adoption.ledger.acts import Act
from toguna.adoption.ledger.canonical import Json
from toguna.adoption.ledger.entry import Entry
from toguna.consultation.outputs.words import long_date
from toguna.messages import Message, say
from toguna.web.models import Role

NUMBERED = re.compile(r"(tour|version|place|invitation|publication)-(\d+)")
NUMBERED_WORDS = {
    "tour": say("tour {number}"),
    "version": say("version {number}"),
    "place": say("place n° {number}"),
    "invitation": say("invitation n° {number}"),
    "publication": say("publication n° {number}"),
}
OTHER_WORDS = {
    "dossier-pour-le-conseil": say("dossier pour le Conseil"),
    "certificat": say("certificat du dossier"),
}
ROOMS = {"atelier": say("atelier"), "deliberation": say("délibération")}
"""What has an id that is no number: there are few in a dossier."""
Payload = Mapping[str, Json]


def subject_in_words(subject: str) -> Message:
    """Say what an entry is about ("tour-1" is "tour 1")."""
    if subject in OTHER_WORDS:
        return OTHER_WORDS[subject]
    whole, _, part = subject.partition("/")
    if part:
        return say("{whole}, {part}", whole=subject_in_words(whole), part=part)
    numbered = NUMBERED.fullmatch(subject)
    if numbered is not None:
        return say(NUMBERED_WORDS[numbered[1]].template, number=numbered[2])
    kind, _, key = subject.partition("-")
    if kind == "etape":
        step = default_procedure().step(key)
        return say("étape : {step}", step=step.name if step else key)
    if kind == "piece":
        found = next((one for one in default_procedure().pieces if one.key == key), None)
        return say("pièce : {piece}", piece=found.name if found else key)
    if kind in ROOMS:
        return ROOMS[kind]
    return say("{subject}", subject=subject)


def sentence(entry: Entry) -> Message:
    """Say what an entry records."""
    teller = TELLERS.get(entry.act, _plainly)
    what = teller(entry.payload, subject_in_words(entry.subject))
    return say("{who} : {what}", who=_who(entry), what=what)


def _who(entry: Entry) -> Message:
    actor = entry.actor
    if actor.role == "site":
        return say("Toguna (le programme)")
    role = dict(Role.choices).get(actor.role, actor.role)
    short = str(role).partition(" (")[0]
    organisation = "" if actor.organisation == "Toguna" else actor.organisation
    named = [part for part in (actor.person, organisation) if part]
    if not named:
        return say("{role}", role=short.capitalize())
    return say("{who} ({role})", who=", ".join(named), role=short)


def _text(payload: Payload, name: str) -> str:
    value = payload.get(name)
    return value if isinstance(value, str) else ""


def _count(payload: Payload, name: str) -> int:
    value = payload.get(name)
    if isinstance(value, int):
        return value
    return len(value) if isinstance(value, Mapping | list) else 0


def _plainly(payload: Payload, about: Message) -> Message:
    return say("acte sur {about}.", about=about)


def _opened(payload: Payload, about: Message) -> Message:
    name = _text(payload, "label") or _text(payload, "title")
    if not name:
        return say("ouverture : {about}.", about=about)
    return say("ouverture : {about}, « {name} ».", about=about, name=name)


def _invited(payload: Payload, about: Message) -> Message:
    role = str(dict(Role.choices).get(_text(payload, "role"), ""))
    match _text(payload, "what"):
        case "accepted":
            return say("une invitation est acceptée, {role} ({about}).", role=role, about=about)
        case "password link":
            return say("lien de mot de passe donné ({about}).", about=about)
        case "invitation" | "reissued":
            return say("invitation comme {role} ({about}).", role=role, about=about)
    return say("place donnée comme {role} ({about}).", role=role, about=about)


def _received(payload: Payload, about: Message) -> Message:
    file, sender = _text(payload, "file"), _text(payload, "contributor")
    if "label" in payload:
        return say("« {label} » est la version suivante du texte ({about}).",
                   label=_text(payload, "label"), about=about)  # fmt: skip
    if not sender:
        return say("« {file} » est reçu ({about}).", file=file, about=about)
    return say("« {file} » est reçu de {sender} ({about}).", file=file, sender=sender, about=about)


def _linked(payload: Payload, about: Message) -> Message:
    return say("{count} observations rattachées à leurs clauses ({about}).",
               count=_count(payload, "observations"), about=about)  # fmt: skip


def _grouped(payload: Payload, about: Message) -> Message:
    return say(
        "{groups} groupes d'observations convergentes et {conflicts} divergences ({about}).",
        groups=_count(payload, "groups"),
        conflicts=_count(payload, "conflicts"),
        about=about,
    )


def _answered(payload: Payload, about: Message) -> Message:
    if "letters" in payload:
        return say("lettres et matrices remises à leurs destinataires ({about}).", about=about)
    return say("{count} suite(s) données ({about}).",
               count=_count(payload, "answers"), about=about)  # fmt: skip


def _validated(payload: Payload, about: Message) -> Message:
    if "piece" in payload:
        return say("{piece} validée par {by}.",
                   piece=_text(payload, "piece"), by=_text(payload, "by"))  # fmt: skip
    return say("{count} suite(s) validées ({about}).",
               count=_count(payload, "answers"), about=about)  # fmt: skip


def _opined(payload: Payload, about: Message) -> Message:
    return say("avis donné sur {count} suite(s) ({about}).",
               count=_count(payload, "answers"), about=about)  # fmt: skip


def _voted(payload: Payload, about: Message) -> Message:
    item = _text(payload, "item") or about
    return say("vote clos : « {question} » ({item}).",
               question=_text(payload, "question"), item=item)  # fmt: skip


def _decided(payload: Payload, about: Message) -> Message:
    item = _text(payload, "item")
    if not item:
        return say("décision sur {about}.", about=about)
    return say("décision sur « {item} » ({about}).", item=item, about=about)


def _closed(payload: Payload, about: Message) -> Message:
    return say("clôture : {about}.", about=about)


def _frozen(payload: Payload, about: Message) -> Message:
    return say("{version} est figée par {by}, le {date}.", version=_text(payload, "version"),
               by=_text(payload, "by"),
               date=long_date(_text(payload, "date")))  # fmt: skip


def _checked(payload: Payload, about: Message) -> Message:
    counts = payload.get("counts")
    told = counts if isinstance(counts, Mapping) else {}
    return say(
        "{about} vérifiée : {errors} erreur(s), {warnings} avertissement(s), {notes} remarque(s).",
        about=about,
        errors=_count(told, "error"),
        warnings=_count(told, "warning"),
        notes=_count(told, "note"),
    )


def _spoken(payload: Payload, about: Message) -> Message:
    outcome = _text(payload, "outcome")
    if not outcome:
        return _plainly(payload, about)
    return say("{about} : {outcome}, {version}, par {by}, le {date}.", about=about, outcome=outcome,
               version=_text(payload, "version"), by=_text(payload, "by"),
               date=long_date(_text(payload, "date")))  # fmt: skip


def _submitted(payload: Payload, about: Message) -> Message:
    return say("le dossier pour le Conseil est transmis, {count} pièces, {version}.",
               count=_count(payload, "pieces"), version=_text(payload, "version"))  # fmt: skip


def _signed(payload: Payload, about: Message) -> Message:
    if _text(payload, "how") == "PAdES":
        return say("« {file} » est signé dans le fichier par {by}.",
                   file=_text(payload, "file"), by=_text(payload, "by"))  # fmt: skip
    return say("« {file} » est signé sur papier par {by}.",
               file=_text(payload, "file"), by=_text(payload, "by"))  # fmt: skip


def _published(payload: Payload, about: Message) -> Message:
    return say("« {label} » est publié par {publisher}.",
               label=_text(payload, "label"), publisher=_text(payload, "publisher"))  # fmt: skip


def _withdrawn(payload: Payload, about: Message) -> Message:
    what = _text(payload, "file") or _text(payload, "label")
    if not what:
        return say("retrait : {about}.", about=about)
    return say("retrait de « {what} » ({about}).", what=what, about=about)


def _sealed(payload: Payload, about: Message) -> Message:
    if "fingerprint" in payload:
        return say("le certificat du dossier est fait, au nom de {name}.",
                   name=_text(payload, "name"))  # fmt: skip
    return say("règle scellée avant le vote ({about}).", about=about)


TELLERS: dict[Act, Callable[[Payload, Message], Message]] = {
    Act.OPENED: _opened,
    Act.INVITED: _invited,
    Act.RECEIVED: _received,
    Act.LINKED: _linked,
    Act.GROUPED: _grouped,
    Act.ANSWERED: _answered,
    Act.VALIDATED: _validated,
    Act.OPINED: _opined,
    Act.SEALED: _sealed,
    Act.VOTED: _voted,
    Act.REFERRED: _decided,
    Act.DECIDED: _decided,
    Act.CORRECTED: _decided,
    Act.CLOSED: _closed,
    Act.FROZEN: _frozen,
    Act.CHECKED: _checked,
    Act.APPROVED: _spoken,
    Act.REFUSED: _spoken,
    Act.TAKEN_NOTE: _spoken,
    Act.ADOPTED: _spoken,
    Act.SUBMITTED: _submitted,
    Act.SIGNED: _signed,
    Act.PUBLISHED: _published,
    Act.WITHDRAWN: _withdrawn,
}
