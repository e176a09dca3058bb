"""What is said at the end of a consolidation: who sent what, what was found, what is left."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from toguna.consultation.conflicts import TIER_NAMES
from toguna.consultation.model import Consolidation, Return
from toguna.consultation.outputs.counts import Counts, count
from toguna.messages import Message, Translate, say

KINDS = {
    "copie": say("copie"),
    "matrice": say("matrice"),
    "lettre": say("lettre"),
    "formulaire": say("formulaire"),
    "doublon": say("doublon"),
}


def print_summary(
    console: Console,
    found: Consolidation,
    guessed: set[str],
    written: Iterable[Path],
    translate: Translate,
) -> None:
    """Print the summary."""
    _Summary(console, translate).print(found, guessed, written)


class _Summary:
    def __init__(self, console: Console, translate: Translate) -> None:
        self._console = console
        self._translate = translate

    def _say(self, template: str, **values: object) -> str:
        return say(template, **values).render(self._translate)

    def print(self, found: Consolidation, guessed: set[str], written: Iterable[Path]) -> None:
        counts = count(found)
        self._console.print(self._returns(found, guessed))
        for sent in found.returns:
            self._notes(sent)
        self._unread(found)
        self._totals(counts)
        for path in written:
            self._line(self._say("Écrit : {path}", path=path))

    def _line(self, words: str, style: str = "") -> None:
        self._console.print(Text(words, style=style), soft_wrap=True)

    def _returns(self, found: Consolidation, guessed: set[str]) -> Table:
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
        titles = (say("Contributeur"), say("Fichier"), say("Retour"), say("Observations"))
        for title in titles:
            last = title is titles[-1]
            table.add_column(
                title.render(self._translate), justify="right" if last else "left", overflow="fold"
            )
        from_name = " " + self._say("(d’après le nom du fichier)")
        for sent in found.returns:
            guess = from_name if sent.file in guessed else ""
            table.add_row(
                Text(sent.contributor + guess),
                Text(sent.file),
                Text(KINDS[sent.kind].render(self._translate) if sent.kind in KINDS else sent.kind),
                str(len(sent.observations)),
            )
        return table

    def _notes(self, sent: Return) -> None:
        for note in sent.notes:
            self._line(f"• {sent.contributor} : {note.render(self._translate)}", style="yellow")

    def _unread(self, found: Consolidation) -> None:
        for unread in found.unread:
            reason: Message = unread.reason
            self._line(
                self._say("Non lu : {reason}", reason=reason.render(self._translate)),
                style="bold red",
            )

    def _totals(self, counts: Counts) -> None:
        self._line(
            self._say(
                "{observations} observations de {contributors} contributeurs ; {groups} "
                "convergences ; {conflicts} divergences ({tiers}) ; {unplaced} à placer.",
                observations=counts.observations,
                contributors=counts.contributors,
                groups=counts.groups,
                conflicts=counts.conflicts,
                tiers=", ".join(
                    f"{name.render(self._translate)} {number}"
                    for tier, name in TIER_NAMES.items()
                    if (number := counts.by_tier.get(tier.value, 0))
                )
                or "0",
                unplaced=counts.unplaced,
            ),
            style="bold",
        )
        received = sum(balance.received for balance in counts.balances)
        kept = self._say("oui") if counts.kept else self._say("NON : signalez cette erreur")
        self._line(
            self._say(
                "Reçu = enregistré : {kept} ({received} modifications, commentaires et lignes).",
                kept=kept,
                received=received,
            ),
            style="" if counts.kept else "bold red",
        )
