"""Making a text public, and taking it down again."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from toguna.web.domain import adoption_publishing as domain
from toguna.web.domain.adoption_events import frozen_version
from toguna.web.forms.adoption import PublishForm
from toguna.web.pages import page
from toguna.web.permissions import Right, Seat
from toguna.web.refusal import Refused
from toguna.web.templatetags.toguna import said
from toguna.web.views.adoption import ADOPTION, running
from toguna.web.views.files import download


@page(Right.ADOPT)
def publication(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Show what is public of the text, and publish it."""
    version = frozen_version(seat.dossier)
    last = seat.dossier.publications.last()
    initial = {
        "label": "" if version is None else version.label,
        "publisher": "" if last is None else last.publisher,
    }
    form = PublishForm(seat.dossier, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            domain.ask_publication(seat, form.wanted())
        except Refused as refused:
            form.add_error(None, said(refused.message))
        else:
            return redirect("publication", seat.dossier.slug)
    told = {
        "form": form,
        "version": version,
        "may_publish": domain.may_publish(seat.dossier),
        "public": domain.current(seat.dossier),
        "earlier": seat.dossier.publications.exclude(published=None).order_by("-id"),
        **running(seat, "publish_text"),
    }
    status = 422 if form.errors else 200
    return render(request, "toguna/adoption/publication.html", told, status=status)


@require_POST
@page(Right.ADOPT)
def withdraw(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Take the public site down."""
    domain.withdraw(seat)
    messages.success(request, _("Le texte n'est plus public. Le registre garde qu'il l'a été."))
    return redirect("publication", seat.dossier.slug)


@page(Right.SEE_REGISTER)
def site(request: HttpRequest, seat: Seat, pk: int) -> FileResponse:
    """Give a public site as one zip, for another server or a USB stick."""
    found = get_object_or_404(
        seat.dossier.publications.exclude(published=None).select_related("dossier"), pk=pk
    )
    return download(domain.site_zip(found), f"{seat.dossier.slug}-site.zip")


PUBLICATION = f"{ADOPTION}publication/"
URLS = [
    path(PUBLICATION, publication, name="publication"),
    path(f"{PUBLICATION}retirer/", withdraw, name="publication_withdraw"),
    path(f"{PUBLICATION}<int:pk>/site.zip", site, name="publication_site"),
]
