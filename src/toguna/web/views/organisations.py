"""The organisations that people of a dossier speak for."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from toguna.messages import Message
from toguna.text.errors import UnreadableFile
from toguna.web.domain.people import add_organisation, rename_organisation
from toguna.web.domain.people_lists import ListRefused, add_organisations, read_upload
from toguna.web.forms.people import ListForm, OrganisationForm
from toguna.web.models import Organisation
from toguna.web.pages import page
from toguna.web.permissions import Right, Seat


@page(Right.PEOPLE)
def organisations(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Show the organisations, and add one."""
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        added = add_organisation(seat, form.cleaned_data["label"], form.cleaned_data["name"])
        messages.success(request, _("{label} est ajoutée.").format(label=added.label))
        return redirect("organisations", seat.dossier.slug)
    return _shown(request, form=form)


@require_POST
@page(Right.PEOPLE)
def organisations_list(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Add the organisations of a list, or say what is wrong with it."""
    form = ListForm(request.POST, request.FILES)
    if not form.is_valid():
        return _shown(request, list_form=form)
    file = form.cleaned_data["file"]
    try:
        added, known = add_organisations(seat, read_upload(file), file.name)
    except ListRefused as refused:
        return _shown(request, list_form=form, problems=refused.problems)
    except UnreadableFile as error:
        return _shown(request, list_form=form, problems=[error.message])
    messages.success(
        request,
        _("Structures ajoutées : {added} ; déjà là : {known}.").format(added=added, known=known),
    )
    return redirect("organisations", seat.dossier.slug)


@page(Right.PEOPLE)
def organisation(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Rename an organisation."""
    found = get_object_or_404(Organisation, pk=pk)
    form = OrganisationForm(
        request.POST or None, initial={"label": found.label, "name": found.name}
    )
    if request.method == "POST" and form.is_valid():
        rename_organisation(seat, found, form.cleaned_data["label"], form.cleaned_data["name"])
        messages.success(request, _("{label} est corrigée.").format(label=found.label))
        return redirect("organisations", seat.dossier.slug)
    return render(
        request, "toguna/people/organisation.html", {"organisation": found, "form": form},
        status=422 if form.errors else 200,
    )  # fmt: skip


def _shown(
    request: HttpRequest,
    form: OrganisationForm | None = None,
    list_form: ListForm | None = None,
    problems: list[Message] | None = None,
) -> HttpResponse:
    told = {
        "organisations": Organisation.objects.all(),
        "form": form or OrganisationForm(),
        "list_form": list_form or ListForm(),
        "problems": problems or [],
    }
    wrong = problems or any(one is not None and one.errors for one in (form, list_form))
    return render(request, "toguna/people/organisations.html", told, status=422 if wrong else 200)


BASE = "d/<slug:slug>/personnes/structures/"
URLS = [
    path(BASE, organisations, name="organisations"),
    path(f"{BASE}liste/", organisations_list, name="organisations_list"),
    path(f"{BASE}<int:pk>/", organisation, name="organisation"),
]
