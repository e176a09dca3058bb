"""Which round and which filter a page of observations is about, from its address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from toguna.messages import say
from toguna.web.domain.answer_rules import revision_of
from toguna.web.domain.answers import Done
from toguna.web.domain.desks import desks_of
from toguna.web.domain.rounds import rounds_of
from toguna.web.domain.table import Criteria, contributors_of, filtered, found_in
from toguna.web.forms.answers import FilterForm
from toguna.web.models import Observation, Round, User
from toguna.web.permissions import Right, Seat, visible
from toguna.web.refusal import Refused

NOT_FILTER = ("round", "page", "open", "at", "csrfmiddlewaretoken")
"""What a page's address says beside the filter."""


@dataclass
class Looking:
    """Who looks at the observations of which round, through which filter."""

    seat: Seat
    rounds: list[Round]
    round: Round
    asked: QueryDict

    @cached_property
    def contributors(self) -> list[str]:
        """The contributors that the seat may know of."""
        return contributors_of(self.seat, self.round)

    @cached_property
    def desks(self) -> list[User]:
        """Those to whom observations can be assigned, for who may assign."""
        return desks_of(self.seat.dossier) if self.seat.may(Right.ANSWER) else []

    @cached_property
    def form(self) -> FilterForm:
        """The filter's form."""
        return FilterForm(self.asked, self.seat, self.contributors, self.desks)

    @cached_property
    def criteria(self) -> Criteria:
        """What is looked for."""
        return self.form.criteria()

    @cached_property
    def observations(self) -> QuerySet[Observation]:
        """What the filter finds, in its order."""
        return filtered(self.seat, self.round, self.criteria)

    @property
    def ranks(self) -> dict[str, int]:
        """A number for each contributor, from which come its colour and its shape."""
        return {label: rank for rank, label in enumerate(self.contributors)}

    @cached_property
    def query(self) -> str:
        """The round and the filter, as an address says them ("round=1&nature=fond")."""
        kept = QueryDict(mutable=True)
        kept["round"] = str(self.round.number)
        for name, value in self.asked.items():
            if name not in NOT_FILTER and name in self.form.fields and value:
                kept[name] = str(value)
        return kept.urlencode()

    @property
    def is_filtered(self) -> bool:
        """Whether anything is looked for."""
        return replace(self.criteria, sort=Criteria.sort) != Criteria()

    def url(self, name: str, *args: object) -> str:
        """Give the address of another page about the same round and filter."""
        return f"{reverse(name, args=(self.seat.dossier.slug, *args))}?{self.query}"

    def frame(self) -> dict[str, object]:
        """Give what every page about the observations of a round needs."""
        slug, about = self.seat.dossier.slug, f"?round={self.round.number}"
        page_number = self.asked.get("page", "")
        return {
            "look": self,
            "may_answer": self.seat.may(Right.ANSWER),
            "seat_validates": self.seat.may(Right.VALIDATE),
            "sees_history": self.seat.may(Right.SEE_REGISTER),
            "table_url": reverse("observations", args=(slug,)) + about,
            "conflicts_url": reverse("conflicts", args=(slug,)) + about,
            "history_url": reverse("observations_history", args=(slug,)) + about,
            "undo_url": reverse("observations_undo", args=(slug,)) + about,
            "bulk_url": self.url("observations_bulk"),
            "table_query_url": self.url("observations"),
            "page_query": f"&page={page_number}" if page_number.isdecimal() else "",
        }

    def observation(self, identifier: str) -> Observation:
        """Give an observation that the seat may know of.

        Raises:
            Http404: there is none of that name.
        """
        found = (
            visible(self.seat, self.round)
            .filter(identifier=identifier)
            .select_related("answer__by", "desk", "organisation")
            .first()
        )
        if found is None:
            raise Http404
        return found


def looking(request: HttpRequest, seat: Seat, asked: QueryDict | None = None) -> Looking | None:
    """Tell what a page is about, None where there is no round yet.

    `asked` is where the round and the filter are said, the page's address if left out.

    Raises:
        Http404: there is no such round.
    """
    asked = request.GET if asked is None else asked
    rounds = rounds_of(seat)
    if not rounds:
        return None
    number = asked.get("round", "")
    if not number:
        return Looking(seat, rounds, rounds[-1], asked)
    for round_ in rounds:
        if str(round_.number) == number:
            return Looking(seat, rounds, round_, asked)
    raise Http404


def required(request: HttpRequest, seat: Seat) -> Looking:
    """Tell what a page is about that is nothing without a round.

    Raises:
        Http404: there is no such round.
    """
    found = looking(request, seat)
    if found is None:
        raise Http404
    return found


def chosen(look: Looking, posted: QueryDict) -> tuple[list[Observation], dict[int, int]]:
    """Give the observations that somebody chose, and the revisions of the answers that it saw.

    They are ticked one by one, or all that the filter found: `all` is the stamp of what was seen.

    Raises:
        Refused: the filter finds something else by now, or one of them is no more.
    """
    if posted.get("all"):
        if found_in(look.observations).stamp != posted["all"]:
            raise Refused(
                say(
                    "Les observations de ce filtre ont changé pendant que vous les choisissiez : "
                    "rien n'a été fait. Relisez la liste, puis recommencez."
                ),
                409,
            )
        rows = list(look.observations.select_related("answer"))
        return rows, {row.pk: revision_of(row) for row in rows}
    seen = seen_of(posted.getlist("tick"))
    rows = list(visible(look.seat, look.round).filter(pk__in=seen))
    if not rows or len(rows) != len(seen):
        raise Refused(say("Cochez des observations de ce tour, puis recommencez."))
    return rows, seen


def seen_of(told: Iterable[str]) -> dict[int, int]:
    """Read which revision of each answer was seen ("12:0"); what is none is left out."""
    pairs = (one.partition(":") for one in told)
    return {int(key): int(at) for key, _, at in pairs if key.isdecimal() and at.isdecimal()}


def notice(request: HttpRequest, done: Done, what: str) -> None:
    """Tell on the next page what was done, with a button that undoes it."""
    words = render_to_string("toguna/observations/done.html", {"done": done, "what": what})
    messages.success(request, words)


def back(request: HttpRequest, otherwise: str) -> str:
    """Give the page to which somebody wanted to come back, if it is one of ours."""
    target = request.POST.get("next", "")
    hosts = {request.get_host()}
    return target if url_has_allowed_host_and_scheme(target, hosts) else otherwise
