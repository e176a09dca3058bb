"""Accounts: the first administrator's, one that comes with an invitation, a password anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.utils import timezone

from toguna.adoption.ledger.acts import Act
from toguna.messages import say
from toguna.web.domain.invitations import accept
from toguna.web.domain.ledger import actor_of, record
from toguna.web.domain.people import administered_by
from toguna.web.domain.secrets import digest, new_token
from toguna.web.domain.start import opens_the_site
from toguna.web.models import Invitation, Membership, PasswordLink, User
from toguna.web.permissions import Seat
from toguna.web.refusal import Refused

LINK_HOURS = 24
"""For how long a link to choose a password is good."""


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What somebody chooses who comes for the first time."""

    full_name: str
    username: str
    password: str
    language: str = "fr"


@transaction.atomic
def first_administrator(token: str, chosen: NewAccount) -> User:
    """Make the first administrator of a site; the token is dead once there is one.

    Raises:
        Refused: the token does not open the site, or no longer does.
    """
    # Two who open the link at once wait for each other on this row, which every site has.
    ContentType.objects.select_for_update().get(app_label="web", model="user")
    if not opens_the_site(token):
        raise Refused(
            say(
                "Ce lien ne sert qu'une fois, pendant un jour. S'il y a déjà un administrateur, "
                "connectez-vous ; sinon relancez toguna serve, qui en donne un autre."
            ),
            410,
        )
    return _made(chosen, is_superuser=True, is_staff=True)


@transaction.atomic
def join(invitation: Invitation, chosen: NewAccount) -> User:
    """Make an account and let it take the seat of an invitation.

    Raises:
        Refused: the user name is taken, or the invitation is no longer open.
    """
    user = _made(chosen)
    accept(invitation, user)
    return user


@transaction.atomic
def give_password_link(seat: Seat, place: Membership, *, without_second_factor: bool) -> str:
    """Give the token with which somebody of the dossier chooses a new password.

    Who has the link can become that person: it is given by who administers every dossier where
    the person has a seat, and the ledger of the dossier says that it was.

    Raises:
        Refused: who asks does not administer all of them, or the person administers the site.
    """
    user = place.user
    others = Membership.objects.filter(user=user).values_list("dossier_id", flat=True)
    if not set(others) <= administered_by(seat) or (
        user.is_superuser and not seat.user.is_superuser
    ):
        raise Refused(
            say(
                "{name} a aussi une place ailleurs : demandez ce lien à l'administrateur du site.",
                name=str(user),
            ),
            403,
        )
    token = new_token()
    user.password_links.filter(used_at=None).delete()
    PasswordLink.objects.create(
        user=user,
        digest=digest(token),
        given_by=seat.user,
        without_second_factor=without_second_factor,
        expires=timezone.now() + timedelta(hours=LINK_HOURS),
    )
    record(
        seat.dossier,
        Act.INVITED,
        actor_of(seat),
        f"place-{place.pk}",
        {"what": "password link", "without_second_factor": without_second_factor},
    )
    return token


def password_link(token: str) -> PasswordLink | None:
    """Give the link of a token, None where there is none (any longer)."""
    return (
        PasswordLink.objects.select_related("user")
        .filter(digest=digest(token), used_at=None, expires__gt=timezone.now())
        .first()
    )


@transaction.atomic
def choose_password(link: PasswordLink, password: str) -> User:
    """Give somebody the password chosen with a link, and sign everybody else out of the account.

    Keys of programs no longer open either: whoever had the account may have made one.

    Raises:
        Refused: the link was used at the same moment.
    """
    open_ = PasswordLink.objects.filter(pk=link.pk, used_at=None, expires__gt=timezone.now())
    if not open_.update(used_at=timezone.now()):
        raise Refused(say("Ce lien a déjà servi."), 410)
    user = link.user
    user.set_password(password)
    user.save(update_fields=["password"])
    user.tokens.filter(revoked=None).update(revoked=timezone.now())
    if link.without_second_factor:
        Authenticator.objects.filter(user=user).delete()
    return user


def sign_out_elsewhere(user: AbstractBaseUser | AnonymousUser, kept: str | None) -> int:
    """End all sessions of somebody but the one that is kept, and give how many there were."""
    keys = [
        session.session_key
        for session in Session.objects.filter(expire_date__gt=timezone.now())
        if session.session_key != kept
        and session.get_decoded().get("_auth_user_id") == str(user.pk)
    ]
    count, _ = Session.objects.filter(session_key__in=keys).delete()
    return count


def _made(chosen: NewAccount, *, is_superuser: bool = False, is_staff: bool = False) -> User:
    try:
        with transaction.atomic():
            return User.objects.create_user(
                chosen.username,
                password=chosen.password,
                full_name=chosen.full_name,
                language=chosen.language,
                is_superuser=is_superuser,
                is_staff=is_staff,
            )
    except IntegrityError as error:
        raise Refused(
            say("Le nom d'utilisateur {name} vient d'être pris.", name=chosen.username), 409
        ) from error
