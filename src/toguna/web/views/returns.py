"""Returns: files dropped, looked over and sent; passed on or sent back; taken back; receipts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from toguna.consultation.form import read_entries
from toguna.web.domain import returns as domain
from toguna.web.domain.blobs import bytes_of
from toguna.web.domain.deposits import Arriving, deposit, deposits
from toguna.web.domain.rounds import has_authority
from toguna.web.forms.returns import SendingForm
from toguna.web.models import Return, ReturnState, Round
from toguna.web.pages import page
from toguna.web.permissions import Right, Seat, visible_returns
from toguna.web.templatetags.toguna import said
from toguna.web.uploads import dropped
from toguna.web.views.files import download
from toguna.web.views.finding import round_of


@dataclass(frozen=True)
class Line:
    """A return in a list, with what its reader may do with it."""

    one: Return
    file: bool
    withdraw: bool
    put_back: bool
    decide: bool

    @property
    def readable(self) -> bool:
        """Whether it can be read in the page."""
        return self.file and is_form_file(self.one)

    @property
    def late(self) -> bool:
        """Whether it was sent after the deadline."""
        deadline = self.one.round.deadline
        return deadline is not None and self.one.sent_at > deadline

    @property
    def tone(self) -> str:
        """The colour of its state, which is told in words beside it."""
        tones = {"read": "good", "unread": "bad", "waiting": "warn", "sent back": "bad"}
        return tones.get(self.one.state, "" if self.one.state == "withdrawn" else "info")


def lines(seat: Seat, returns: Iterable[Return]) -> list[Line]:
    """Tell what a seat may do with each of the returns that it may know of."""
    return [
        Line(
            one,
            domain.may_download(seat, one),
            domain.may_withdraw(seat, one),
            domain.may_put_back(seat, one),
            _may_decide(seat, one),
        )
        for one in returns
    ]


def is_form_file(one: Return) -> bool:
    """Tell whether a return is a form's file."""
    return one.filename.lower().endswith(".json")


def _may_decide(seat: Seat, one: Return) -> bool:
    own = seat.may(Right.TRANSMIT) and one.organisation == seat.organisation
    return own and one.state in (ReturnState.WAITING, ReturnState.SENT_BACK) and one.round.is_open


def _return(seat: Seat, pk: int) -> Return:
    """Give a return that a seat may know of, in whatever round of the dossier."""
    found = get_object_or_404(Return.objects.select_related("round"), pk=pk)
    if found.round.dossier_id != seat.dossier.pk:
        raise Http404
    return get_object_or_404(visible_returns(seat, found.round), pk=pk)


def _home(seat: Seat, round_: Round) -> HttpResponse:
    """Go where a seat sees its returns."""
    if seat.may(Right.WRITE):
        return redirect("my_returns", seat.dossier.slug)
    return redirect("round", seat.dossier.slug, round_.number)


@require_POST
@page(Right.SEE)
def upload(request: HttpRequest, seat: Seat, number: int) -> HttpResponse:
    """Take in files that are dropped or chosen; what became of each is told."""
    found = round_of(seat, number)
    problems = dropped(request)
    told = deposit(seat, found, _arriving(request))
    for problem in (*problems, *told.refused):
        messages.error(request, said(problem))
    if not (told.kept or problems or told.refused):
        messages.warning(request, _("Aucun fichier n'a été choisi."))
    if not deposits(seat, found):
        return redirect("round", seat.dossier.slug, number)
    return redirect("deposit", seat.dossier.slug, number)


def _arriving(request: HttpRequest) -> Iterator[Arriving]:
    """Give the files one after the other, so that one only is in memory."""
    for file in request.FILES.getlist("files"):
        yield Arriving(file.name or "", file.read())


@page(Right.SEE)
def deposit_page(request: HttpRequest, seat: Seat, number: int) -> HttpResponse:
    """Look over the files that were deposited, then send them."""
    found = round_of(seat, number)
    waiting = deposits(seat, found)
    if not waiting:
        return redirect("round", seat.dossier.slug, number)
    data = request.POST if request.method == "POST" else None
    forms = [SendingForm(seat, found, one, data) for one in waiting]
    valid = [form.is_valid() for form in forms]  # each shows its errors
    if data is not None and all(valid):
        sent = [domain.send(seat, form.deposited, form.sending()) for form in forms]
        messages.success(request, _told_of(sent))
        return _home(seat, found)
    told = {
        "round": found,
        "forms": forms,
        "for_any": seat.may(Right.ROUND),
        "waits": not (seat.may(Right.ROUND) or seat.may(Right.TRANSMIT)),
        "no_authority": seat.organisation is not None
        and not seat.may(Right.ROUND)
        and not has_authority(found, seat.organisation),
    }
    status = 422 if any(form.errors for form in forms) else 200
    return render(request, "toguna/returns/deposit.html", told, status=status)


def _told_of(sent: list[Return]) -> str:
    waiting = sum(one.state == ReturnState.WAITING for one in sent)
    if waiting:
        return ngettext(
            "%(n)s fichier attend la validation de l'autorité de votre structure.",
            "%(n)s fichiers attendent la validation de l'autorité de votre structure.",
            waiting,
        ) % {"n": waiting}
    return ngettext(
        "%(n)s fichier est reçu ; la consolidation le lit.",
        "%(n)s fichiers sont reçus ; la consolidation les lit.",
        len(sent),
    ) % {"n": len(sent)}


@require_POST
@page(Right.SEE)
def withdraw(request: HttpRequest, seat: Seat, number: int) -> HttpResponse:
    """Take back the returns that are named."""
    found = round_of(seat, number)
    wanted = [int(pk) for pk in request.POST.getlist("return") if pk.isdecimal()]
    count = domain.withdraw(seat, list(visible_returns(seat, found).filter(pk__in=wanted)))
    told = ngettext("%(n)s fichier est retiré.", "%(n)s fichiers sont retirés.", count)
    messages.success(request, told % {"n": count})
    if deposits(seat, found):
        return redirect("deposit", seat.dossier.slug, number)
    return _home(seat, found)


@require_POST
@page(Right.SEE)
def put_back(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Receive once more what was taken back."""
    one = domain.put_back(seat, _return(seat, pk))
    messages.success(request, _("{file} est remis parmi les retours.").format(file=one.filename))
    return _home(seat, one.round)


@require_POST
@page(Right.TRANSMIT)
def pass_on(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Send what a desk prepared."""
    one = domain.pass_on(seat, _return(seat, pk))
    messages.success(
        request, _("{file} est transmis ; son récépissé est prêt.").format(file=one.filename)
    )
    return redirect("my_returns", seat.dossier.slug)


@require_POST
@page(Right.TRANSMIT)
def send_back(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Give back to its desk what it prepared."""
    one = domain.send_back(seat, _return(seat, pk), request.POST.get("word", "")[:2000])
    messages.success(
        request, _("{file} est renvoyé au point focal, avec votre mot.").format(file=one.filename)
    )
    return redirect("my_returns", seat.dossier.slug)


@page(Right.SEE)
def read(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Show what a form's file says: what was written in the page, or in the offline form."""
    one = _return(seat, pk)
    if not (domain.may_download(seat, one) and is_form_file(one)):
        raise Http404
    form = read_entries(bytes_of(one.blob_id), one.filename)
    told = {"one": one, "form": form, "round": one.round}
    return render(request, "toguna/returns/read.html", told)


@page(Right.SEE)
def file(request: HttpRequest, seat: Seat, pk: int) -> FileResponse:
    """Give the very file that was sent."""
    one = _return(seat, pk)
    if not domain.may_download(seat, one):
        raise Http404
    return download(bytes_of(one.blob_id), one.filename)


@page(Right.SEE)
def receipt(request: HttpRequest, seat: Seat, pk: int) -> FileResponse:
    """Give the receipt of a return, to be checked by `toguna verify`."""
    one = _return(seat, pk)
    if one.receipt_id is None or not domain.may_download(seat, one):
        raise Http404
    return download(bytes_of(one.receipt_id), f"recepisse-{one.pk}.json")


@page(Right.SEE)
def opening(request: HttpRequest, seat: Seat, pk: int) -> FileResponse:
    """Give what opens the commitment of a restricted return's entry, to who has the return."""
    one = _return(seat, pk)
    told = None if one.entry is None else one.entry.opening
    if told is None or not domain.may_download(seat, one):
        raise Http404
    return download(str(told).encode(), f"ouverture-{one.pk}.json")


ROUND = "d/<slug:slug>/tour/<int:number>/"
ONE = "d/<slug:slug>/retours/<int:pk>/"
URLS = [
    path(f"{ROUND}deposer/", upload, name="upload"),
    path(f"{ROUND}depot/", deposit_page, name="deposit"),
    path(f"{ROUND}retirer/", withdraw, name="returns_withdraw"),
    path(f"{ONE}remettre/", put_back, name="return_put_back"),
    path(f"{ONE}transmettre/", pass_on, name="return_pass_on"),
    path(f"{ONE}renvoyer/", send_back, name="return_send_back"),
    path(f"{ONE}lire/", read, name="return_read"),
    path(f"{ONE}fichier/", file, name="return_file"),
    path(f"{ONE}recepisse/", receipt, name="return_receipt"),
    path(f"{ONE}ouverture/", opening, name="return_opening"),
]
