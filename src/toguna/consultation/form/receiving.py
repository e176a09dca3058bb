"""A saved form as a return: each of its entries an observation, counted once."""

from __future__ import annotations

from toguna.consultation.folding import fold
from toguna.consultation.form.entries import EntryStatement, statements_from_entries
from toguna.consultation.form.landing import EntryPlacer
from toguna.consultation.form.model import Action, FormReturn
from toguna.consultation.form.stored import read_entries
from toguna.consultation.model import Observation, Received, Return
from toguna.consultation.statements import Register, note_unplaced, register
from toguna.messages import say
from toguna.text.document import Document

KIND = "formulaire"
NOT_CARRIED = {
    Action.REWORD: say(
        "la rédaction proposée n'a pas pu être portée dans le texte : à reprendre à la main"
    ),
    Action.INSERT: say("le passage à ajouter n'a pas pu être porté dans le texte : à reprendre"),
    Action.DELETE: say("la suppression demandée n'a pas pu être portée dans le texte"),
}


def read_return(received: Received, base: Document, known: Register | None = None) -> Return:
    """Read a saved form over a draft; `known` is given where files of all speak for themselves.

    Raises:
        UnreadableFile: it is not a saved form, or it is cut short.
    """
    form = read_entries(received.data, received.file)
    statements = statements_from_entries(form.entries, form.person)
    if known is not None:
        for statement in statements:
            statement.structure = form.label
    same = form.sha256 == base.word.package.sha256
    placer = EntryPlacer(base, same=same)
    found = register(received, KIND, statements, base, known, placer)
    for observation, statement in zip(found.observations, statements, strict=True):
        _say_what_is_left(observation, statement)
    _note_whose(found, form, received, common=known is not None)
    if not same:
        _note_other_draft(found, form)
    note_unplaced(found)
    return found


def _say_what_is_left(observation: Observation, statement: EntryStatement) -> None:
    """Say of a wish that gave no edit that a person must see to it."""
    if observation.edit is None and not observation.doubt and statement.action in NOT_CARRIED:
        observation.doubt = NOT_CARRIED[statement.action].render()


def _note_whose(found: Return, form: FormReturn, received: Received, *, common: bool) -> None:
    theirs = {fold(form.label).text, fold(form.name).text}
    mine = {fold(received.contributor.label).text, fold(received.contributor.name).text}
    if form.label and not common and not theirs & mine:
        found.notes.append(
            say(
                "ce formulaire a été préparé pour {told}, et le fichier est reçu de {label} : "
                "vérifiez de qui il vient.",
                told=form.label,
                label=received.contributor.label,
            )
        )


def _note_other_draft(found: Return, form: FormReturn) -> None:
    doubtful = sum(bool(observation.doubt) for observation in found.observations)
    found.notes.append(
        say(
            "rempli sur un autre fichier que cet avant-projet ({draft}) : {count} entrée(s) sur "
            "{total} sont à vérifier.",
            draft=form.draft or "?",
            count=doubtful,
            total=len(found.observations),
        )
    )
