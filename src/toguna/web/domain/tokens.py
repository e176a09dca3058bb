"""Keys with which a program acts for a person (the API): made, shown once, taken back."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from toguna.messages import say
from toguna.web.models import ApiToken, User
from toguna.web.refusal import Refused

PREFIX = "toguna_"
"""How a key begins, so that one left in a file is found and recognised."""
SCOPES = {
    "read": _("lire ce que vous pouvez lire"),
    "write": _("écrire et transmettre pour votre structure"),
    "round": _("mener les tours de consultation"),
    "answer": _("répondre aux observations"),
    "room": _("agir dans la salle d'atelier"),
    "adopt": _("délibérer, mener l'adoption"),
    "admin": _("inviter des personnes, changer leurs places"),
}
"""What a key may do at most; never more than the person's own rights in each dossier."""
MOST = 20
"""Keys that one person has at once."""


def new_api_token(user: User, name: str, scopes: Iterable[str]) -> str:
    """Make a key for a person's program, and give it: only its digest is kept.

    Raises:
        Refused: it has no scope, or the person has too many keys.
    """
    wanted = [scope for scope in SCOPES if scope in set(scopes)]
    if not wanted:
        raise Refused(say("Choisissez au moins une chose que la clé permet."))
    if user.tokens.filter(revoked=None).count() >= MOST:
        raise Refused(say("Vous avez déjà {most} clés : révoquez-en une d'abord.", most=MOST))
    key = PREFIX + secrets.token_urlsafe(32)
    digest = hashlib.sha256(key.encode()).hexdigest()
    ApiToken.objects.create(user=user, name=name, digest=digest, scopes=wanted)
    return key


def revoke_api_token(user: User, pk: int) -> None:
    """Take a key back: it opens nothing from now on."""
    user.tokens.filter(pk=pk, revoked=None).update(revoked=timezone.now())
