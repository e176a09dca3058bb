"""Making a dossier."""

from __future__ import annotations

from django.db import transaction
from django.utils.text import slugify

from toguna.adoption.ledger.acts import Act
from toguna.messages import say
from toguna.web.domain.ledger import actor_of, open_ledger, record
from toguna.web.domain.people import told_seat
from toguna.web.models import Dossier, Membership, Role, User
from toguna.web.permissions import Seat
from toguna.web.refusal import Refused

SLUG_SIGNS = 60


@transaction.atomic
def make_dossier(user: User, title: str, country: str, role: str) -> Dossier:
    """Make a dossier with its ledger, and give who makes it a seat.

    Raises:
        Refused: who asks does not administer the site, or takes a seat of another sort.
    """
    if not user.is_superuser or role not in (Role.RAPPORTEUR, Role.ADMINISTRATOR):
        raise Refused(say("Seul l'administrateur du site ouvre un dossier."), 403)
    dossier = Dossier.objects.create(slug=_free_slug(title), title=title, country=country)
    open_ledger(dossier)
    take_seat(user, dossier, role)
    return dossier


@transaction.atomic
def take_seat(user: User, dossier: Dossier, role: str) -> Membership:
    """Give the site's administrator a seat in a dossier, which the ledger says.

    Raises:
        Refused: who asks does not administer the site, or has a seat there.
    """
    if not user.is_superuser:
        raise Refused(say("Seul l'administrateur du site prend place sans invitation."), 403)
    Dossier.objects.select_for_update(no_key=True).get(pk=dossier.pk)
    if user.memberships.filter(dossier=dossier).exists():
        raise Refused(say("Vous avez déjà une place dans ce dossier."), 409)
    place = Membership.objects.create(user=user, dossier=dossier, role=role)
    record(
        dossier, Act.INVITED, actor_of(Seat.of(place)), f"place-{place.pk}",
        told_seat(role, None, cleared=False),
    )  # fmt: skip
    return place


def _free_slug(title: str) -> str:
    """Give an address for a dossier that none has: made of its title, with a number if needed."""
    stem = slugify(title)[:SLUG_SIGNS].strip("-") or "dossier"
    taken = set(Dossier.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (stem, *numbered) if slug not in taken)
