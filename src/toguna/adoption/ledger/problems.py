"""What is found wrong with a ledger or a receipt, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from toguna.messages import Message, say

ASK_AGAIN = say(
    "Demandez une nouvelle copie à qui tient le registre. Si elle dit la même chose, gardez les "
    "deux et signalez-le : ce n'est pas ce qui avait été signé."
)
ASK_FINGERPRINT = say(
    "Comparez les empreintes avec celle que l'administration a publiée ; ne vous fiez pas à ce "
    "fichier d'ici là."
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that does not hold; `index` is the entry concerned, None where it is none's."""

    message: Message
    advice: Message = ASK_AGAIN
    index: int | None = None
