"""Organisations and seats: who may do what in a dossier, changed by its administrators."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from toguna.adoption.ledger.acts import Act
from toguna.consultation.contributors import clean_label
from toguna.messages import say
from toguna.web.domain.ledger import actor_of, record
from toguna.web.models import Dossier, Membership, Organisation, Return, Role
from toguna.web.permissions import Right, Seat
from toguna.web.refusal import Refused

SPEAKS = (Role.DESK, Role.AUTHORITY)
"""Roles that speak for an organisation, and need to have one."""


def add_organisation(seat: Seat, label: str, name: str) -> Organisation:
    """Add an organisation to those of the site.

    Raises:
        Refused: its label is taken, or empty.
    """
    _check_right(seat)
    wanted = _checked_label(label)
    if Organisation.objects.filter(label__iexact=wanted).exists():
        raise _label_taken(wanted)
    try:
        return Organisation.objects.create(label=wanted, name=name.strip() or wanted)
    except IntegrityError as error:  # somebody else added it at the same moment
        raise _label_taken(wanted) from error


@transaction.atomic
def rename_organisation(seat: Seat, organisation: Organisation, label: str, name: str) -> None:
    """Give an organisation another label and name.

    Its label stays once it has sent something: files and answers bear it. Organisations are the
    site's; one that speaks in another dossier is renamed by who administers both.

    Raises:
        Refused: the label is taken or bound, or the organisation is another dossier's too.
    """
    _check_right(seat)
    wanted = _checked_label(label)
    if _dossiers_of(organisation).exclude(pk__in=administered_by(seat)).exists():
        raise Refused(
            say(
                "{label} siège aussi dans un autre dossier, que vous n'administrez pas : demandez "
                "ce changement à l'administrateur du site.",
                label=organisation.label,
            ),
            403,
        )
    if wanted != organisation.label:
        if Return.objects.filter(organisation=organisation).exists():
            raise Refused(
                say(
                    "Le sigle {label} figure déjà dans des retours : il ne change plus. Le nom "
                    "complet peut être corrigé.",
                    label=organisation.label,
                )
            )
        if Organisation.objects.filter(label__iexact=wanted).exclude(pk=organisation.pk).exists():
            raise _label_taken(wanted)
    organisation.label, organisation.name = wanted, name.strip() or wanted
    organisation.save(update_fields=["label", "name"])


@transaction.atomic
def change_seat(
    seat: Seat, place: Membership, role: str, organisation: Organisation | None, *, cleared: bool
) -> None:
    """Give somebody another role, organisation or clearance.

    Raises:
        Refused: the role needs an organisation, the dossier would be left without administrator,
            or somebody clears oneself, or takes an organisation.
    """
    _check_right(seat)
    check_role(role, organisation)
    Dossier.objects.select_for_update(no_key=True).get(pk=seat.dossier.pk)
    place.refresh_from_db()
    if role != Role.ADMINISTRATOR:
        _check_not_last(place)
    if place.user == seat.user and not place.cleared:
        _check_clears_nothing(place, organisation, cleared=cleared)
    before = told_seat(place.role, place.organisation, cleared=place.cleared)
    place.role, place.organisation, place.cleared = role, organisation, cleared
    place.save(update_fields=["role", "organisation", "cleared"])
    after = told_seat(role, organisation, cleared=cleared)
    if after != before:
        record(
            seat.dossier, Act.INVITED, actor_of(seat), f"place-{place.pk}",
            {**after, "before": before},
        )  # fmt: skip


@transaction.atomic
def remove_seat(seat: Seat, place: Membership) -> None:
    """Take somebody's seat in the dossier; the account and what was done with it stay.

    Raises:
        Refused: it is the last administrator's.
    """
    _check_right(seat)
    Dossier.objects.select_for_update(no_key=True).get(pk=seat.dossier.pk)
    _check_not_last(place)
    told = told_seat(place.role, place.organisation, cleared=place.cleared)
    record(seat.dossier, Act.WITHDRAWN, actor_of(seat), f"place-{place.pk}", told)
    place.delete()


def _check_clears_nothing(
    place: Membership, organisation: Organisation | None, *, cleared: bool
) -> None:
    """Refuse to open restricted observations to oneself: all, or those of an organisation."""
    if cleared:
        raise Refused(
            say("L'habilitation est donnée par quelqu'un d'autre : nul ne s'habilite soi-même."),
            403,
        )
    if organisation is not None and organisation != place.organisation:
        raise Refused(
            say(
                "Votre structure vous est donnée par quelqu'un d'autre : avec elle, vous verriez "
                "ses observations restreintes."
            ),
            403,
        )


def check_role(role: str, organisation: Organisation | None) -> None:
    """Refuse a role that speaks for an organisation where none is given."""
    if role not in Role.values:
        raise Refused(say("Ce rôle n'existe pas."))
    if role in SPEAKS and organisation is None:
        raise Refused(
            say(
                "Un point focal ou une autorité parle pour une structure : choisissez la sienne, "
                "ou ajoutez-la d'abord."
            )
        )


def told_seat(
    role: str, organisation: Organisation | None, *, cleared: bool
) -> dict[str, str | bool]:
    """Tell a seat as the ledger has it: without the person's name, which is personal data."""
    label = "" if organisation is None else organisation.label
    return {"role": str(role), "organisation": label, "cleared": cleared}


@dataclass(frozen=True, slots=True)
class Delegation:
    """An organisation of a dossier: who speaks for it, and how many are invited to.

    `missing` are the roles that nobody has or is invited to: without an authority nothing is sent.
    """

    organisation: Organisation
    places: list[Membership]
    invited: int
    missing: list[str]


def delegations(dossier: Dossier) -> list[Delegation]:
    """Give the organisations that have a seat or an invitation in a dossier, by their labels."""
    places: dict[int | None, list[Membership]] = {}
    for place in dossier.memberships.exclude(organisation=None).select_related("user"):
        places.setdefault(place.organisation_id, []).append(place)
    waiting: dict[int | None, list[str]] = {}
    open_ = dossier.invitations.filter(used_at=None, revoked=None, expires__gt=timezone.now())
    for organisation, role in open_.exclude(organisation=None).values_list("organisation", "role"):
        waiting.setdefault(organisation, []).append(role)
    found = Organisation.objects.filter(pk__in={*places, *waiting})
    return [_delegation(one, places.get(one.pk, []), waiting.get(one.pk, [])) for one in found]


def _delegation(one: Organisation, places: list[Membership], waiting: list[str]) -> Delegation:
    roles = {*(place.role for place in places), *waiting}
    missing = [str(role.label) for role in SPEAKS if role not in roles]
    ordered = sorted(places, key=lambda place: (place.role, str(place.user)))
    return Delegation(one, ordered, len(waiting), missing)


def administrators(dossier: Dossier) -> QuerySet[Membership]:
    """Give the seats from which a dossier's people are administered."""
    return dossier.memberships.filter(
        Q(role=Role.ADMINISTRATOR) | Q(user__is_superuser=True), user__is_active=True
    )


def administered_by(seat: Seat) -> set[int]:
    """Give the keys of the dossiers whose people somebody administers."""
    if seat.user.is_superuser:
        return set(Dossier.objects.values_list("pk", flat=True))
    places = seat.user.memberships.select_related("user", "dossier", "organisation")
    return {place.dossier_id for place in places if Seat.of(place).may(Right.PEOPLE)}


def _check_right(seat: Seat) -> None:
    if not seat.may(Right.PEOPLE):
        raise Refused(say("Seul un administrateur du dossier peut faire cela."), 403)


def _check_not_last(place: Membership) -> None:
    remaining = administrators(place.dossier).exclude(pk=place.pk)
    if place.role == Role.ADMINISTRATOR and not remaining.exists():
        raise Refused(
            say(
                "Le dossier resterait sans administrateur : donnez d'abord ce rôle à quelqu'un "
                "d'autre."
            ),
            409,
        )


def _dossiers_of(organisation: Organisation) -> QuerySet[Dossier]:
    return Dossier.objects.filter(
        Q(memberships__organisation=organisation) | Q(rounds__returns__organisation=organisation)
    ).distinct()


def _checked_label(label: str) -> str:
    wanted = clean_label(label)
    if not wanted or len(wanted) > 40:
        raise Refused(say("Le sigle d'une structure a de 1 à 40 caractères (MJDH)."))
    return wanted


def _label_taken(label: str) -> Refused:
    return Refused(say("Il y a déjà une structure {label}.", label=label), 409)
