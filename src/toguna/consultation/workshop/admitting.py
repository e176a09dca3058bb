"""What came back from a working group, merged into what is here; and the acts that are refused."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from toguna.consultation.workshop.acts import Act, merge
from toguna.consultation.workshop.bundle import Bundle
from toguna.messages import Message, say


@dataclass(frozen=True, slots=True)
class RefusedAct:
    """An act that is not taken over, and why."""

    act: Act
    reason: Message


def admit(
    here: Iterable[Act], bundle: Bundle, clauses: Collection[str]
) -> tuple[tuple[Act, ...], list[RefusedAct]]:
    """Merge what came back into what is here; give the outcome and the acts that are refused.

    `clauses` are the group's, as they are known here, whatever the bundle says of them. Of a
    bundle only the acts of the machine that signed it are new; those of others must be known.
    """
    known = merge(here)
    taken: list[Act] = []
    refused: list[RefusedAct] = []
    for act in merge(bundle.acts):
        reason = None if act in known else _refusal(act, bundle, clauses)
        if reason is None:
            taken.append(act)
        else:
            refused.append(RefusedAct(act, reason))
    return merge(known, taken), refused


def _refusal(act: Act, bundle: Bundle, clauses: Collection[str]) -> Message | None:
    if act.machine != bundle.machine:
        return say(
            "l'acte {act} est dit de la machine {machine}, mais le paquet vient de {signer}",
            act=act.name,
            machine=act.machine,
            signer=bundle.machine,
        )
    if act.clause not in clauses:
        return say(
            "l'acte {act} porte sur un passage qui n'est pas confié au groupe « {group} » "
            "({clause})",
            act=act.name,
            group=bundle.group,
            clause=act.clause,
        )
    return None
