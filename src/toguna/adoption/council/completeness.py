"""Whether the file for the Council is complete: one function a rule, each gap with the way out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from toguna.adoption.approval.model import PieceKind
from toguna.adoption.approval.standing import open_reservations, standings
from toguna.adoption.council.model import CouncilFile, Gap, Lack, Piece
from toguna.messages import say


def gaps(file: CouncilFile) -> list[Gap]:
    """Give everything that keeps the file from going to the Council, in the order of the rules."""
    return [gap for rule in RULES for gap in rule(file)]


def every_piece_is_there(file: CouncilFile) -> Iterator[Gap]:
    """Every required piece is there, and a procès-verbal of each step before the last."""
    for kind in file.process.procedure.pieces:
        filed = file.of(kind)
        if kind.each_step:
            yield from _missing_steps(file, kind, filed)
        elif kind.required and not filed:
            yield Gap(
                Lack.MISSING,
                kind.name,
                say("« {piece} » n'est pas au dossier.", piece=kind.name),
                say("Déposez cette pièce, ou partez du projet que le programme prépare.")
                if kind.drafted
                else say("Déposez cette pièce."),
            )


def _missing_steps(file: CouncilFile, kind: PieceKind, filed: list[Piece]) -> Iterator[Gap]:
    steps = {piece.step for piece in filed}
    for step in file.process.procedure.steps[:-1]:
        if step.key not in steps:
            yield Gap(
                Lack.MISSING,
                kind.name,
                say("Le {piece} de « {step} » n'est pas au dossier.",
                    piece=kind.name, step=step.name),
                say("Demandez-le au secrétariat de séance et déposez-le."),
            )  # fmt: skip


def every_piece_is_known(file: CouncilFile) -> Iterator[Gap]:
    """What no kind of piece or no step claims would be handed to nobody."""
    kinds = {kind.key: kind for kind in file.process.procedure.pieces}
    for piece in file.pieces:
        kind = kinds.get(piece.kind)
        lost = kind is not None and kind.each_step
        if kind is None or (lost and file.process.procedure.step(piece.step) is None):
            yield Gap(
                Lack.MISSING,
                piece.file,
                say("{file} n'est rangé sous aucune pièce du dossier.", file=piece.file),
                say("Dites de quelle pièce, et de quelle étape, il s'agit."),
            )


def nothing_is_out_of_date(file: CouncilFile) -> Iterator[Gap]:
    """What is made from the text is made from the frozen version."""
    version = file.process.version
    for kind, piece in file.ordered():
        if kind.from_version and version is not None and piece.version != version.sha256:
            yield Gap(
                Lack.STALE,
                kind.name,
                say(
                    "« {piece} » ({file}) vient d'une autre version que celle qui est figée, "
                    "{label}.",
                    piece=kind.name,
                    file=piece.file,
                    label=version.label,
                ),
                say("Refaites cette pièce d'après la version figée et remplacez le fichier."),
            )


def minutes_are_those_that_were_recorded(file: CouncilFile) -> Iterator[Gap]:
    """A procès-verbal is, byte for byte, the one that was recorded with the step."""
    recorded = {
        standing.step.key: standing.act.minutes
        for standing in standings(file.process)
        if standing.act is not None and standing.act.minutes is not None
    }
    for kind, piece in file.ordered():
        minutes = recorded.get(piece.step) if kind.each_step else None
        if minutes is not None and minutes.sha256 != piece.sha256:
            yield Gap(
                Lack.STALE,
                kind.name,
                say(
                    "{file} n'est pas le procès-verbal versé lors de l'étape ({recorded}).",
                    file=piece.file,
                    recorded=minutes.file,
                ),
                say("Déposez le fichier qui a été versé, sans le réenregistrer."),
            )


def everything_is_signed(file: CouncilFile) -> Iterator[Gap]:
    """What must be signed is."""
    for kind, piece in file.ordered():
        if kind.signed and not piece.signed_by:
            yield Gap(
                Lack.UNSIGNED,
                kind.name,
                say(
                    "« {piece} » ({file}) ne porte pas de signature.",
                    piece=kind.name,
                    file=piece.file,
                ),
                say(
                    "Faites signer cette pièce, dans le fichier ou sur papier, puis dites par qui."
                ),
            )


def what_was_drafted_is_validated(file: CouncilFile) -> Iterator[Gap]:
    """What the program drafted was completed and validated by a person."""
    for kind, piece in file.ordered():
        if kind.drafted and not piece.validated_by.strip():
            yield Gap(
                Lack.NOT_VALIDATED,
                kind.name,
                say("« {piece} » ({file}) n'est encore qu'un projet.",
                    piece=kind.name, file=piece.file),
                say("Complétez ce qui est entre crochets, puis dites qui a validé la pièce."),
            )  # fmt: skip


def every_body_has_approved(file: CouncilFile) -> Iterator[Gap]:
    """A version is frozen, the steps before the Council are taken, no reservation is open."""
    version = file.process.version
    if version is None:
        yield Gap(
            Lack.NOT_VALIDATED,
            "version",
            say("Aucune version n'est figée."),
            say("Figez la version à soumettre au Conseil."),
        )
        return
    for standing in standings(file.process)[:-1]:
        if standing.act is None:
            yield Gap(
                Lack.NOT_VALIDATED,
                standing.step.name,
                say("« {step} » n'a pas encore approuvé {label}.",
                    step=standing.step.name, label=version.label),
                say("Soumettez-lui la version figée et notez son issue."),
            )  # fmt: skip
    for act, words in open_reservations(file.process):
        step = file.process.procedure.step(act.step)
        name = step.name if step else act.step
        yield Gap(
            Lack.NOT_VALIDATED,
            name,
            say("Réserve de « {step} » sans suite : {words}", step=name, words=words),
            say("Figez une version qui en tient compte, en la citant."),
        )


RULES: tuple[Callable[[CouncilFile], Iterator[Gap]], ...] = (
    every_piece_is_there,
    every_piece_is_known,
    nothing_is_out_of_date,
    minutes_are_those_that_were_recorded,
    everything_is_signed,
    what_was_drafted_is_validated,
    every_body_has_approved,
)
