"""The file for the Council: its pieces and what they lack; drafting, signing, handing over."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from toguna.adoption.council.completeness import gaps
from toguna.text.errors import UnreadableFile
from toguna.web.domain import adoption_council as domain
from toguna.web.domain.adoption_drafts import DRAFTS, ask_draft
from toguna.web.domain.adoption_events import MINUTES, frozen_version
from toguna.web.domain.adoption_signing import (
    make_own,
    own_certificate,
    own_credentials,
    sign,
    signatures_of,
)
from toguna.web.forms.adoption import CertificateForm, NameForm, PieceForm, SignForm
from toguna.web.models import CouncilPiece
from toguna.web.pages import page
from toguna.web.permissions import Right, Seat
from toguna.web.refusal import Refused
from toguna.web.templatetags.toguna import said
from toguna.web.uploads import dropped
from toguna.web.views.adoption import ADOPTION, running
from toguna.web.views.files import download


@page(Right.SEE_REGISTER)
def council(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Show the pieces of the file for the Council, and what it lacks."""
    told = {
        "places": domain.places(seat.dossier),
        "drafted": list(DRAFTS),
        "gaps": gaps(domain.council_file(seat.dossier)),
        "version": frozen_version(seat.dossier),
        "own": own_certificate(seat.dossier),
        "submitted": domain.submissions(seat.dossier),
        "may_adopt": seat.may(Right.ADOPT),
        **running(seat, "draft_piece"),
    }
    return render(request, "toguna/adoption/council.html", told)


@page(Right.ADOPT)
def add(request: HttpRequest, seat: Seat, kind: str) -> HttpResponse:
    """Put a piece in its place."""
    place = next((p for p in domain.places(seat.dossier) if p.kind.key == kind), None)
    form = PieceForm(request.POST or None, request.FILES or None)
    if place is None or place.kind.each_step:
        raise Http404
    if not place.kind.drafted:
        del form.fields["validated_by"]
    for problem in dropped(request):
        form.add_error("file", said(problem))
    if request.method == "POST" and form.is_valid():
        by = form.cleaned_data.get("validated_by", "")
        piece = domain.add_piece(seat, kind, form.filed(), validated_by=by)
        messages.success(request, _("{file} est au dossier.").format(file=piece.filename))
        return redirect("council", seat.dossier.slug)
    told = {"form": form, "place": place}
    status = 422 if form.errors else 200
    return render(request, "toguna/adoption/piece_add.html", told, status=status)


@require_POST
@page(Right.ADOPT)
def draft(request: HttpRequest, seat: Seat, kind: str) -> HttpResponse:
    """Have a piece drafted by the program."""
    ask_draft(seat, kind)
    return redirect("council", seat.dossier.slug)


@page(Right.SEE_REGISTER)
def piece(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Show one piece: its signatures, and what may be done with it."""
    found = _piece(seat, pk)
    own = own_certificate(seat.dossier)
    return _piece_page(request, seat, found, SignForm("" if own is None else own.name))


def _piece_page(
    request: HttpRequest, seat: Seat, found: CouncilPiece, form: SignForm, status: int = 200
) -> HttpResponse:
    place = next(p for p in domain.places(seat.dossier) if found in p.pieces)
    signatures, unreadable = [], None
    if found.is_pdf:
        try:
            signatures = signatures_of(found)
        except UnreadableFile as error:
            unreadable = error.message
    told = {
        "piece": found,
        "place": place,
        "signatures": [(one, one.told()) for one in signatures],
        "unreadable": unreadable,
        "form": form,
        "own": own_certificate(seat.dossier),
        "is_minutes": found.kind == MINUTES,
        "may_adopt": seat.may(Right.ADOPT),
    }
    return render(request, "toguna/adoption/piece.html", told, status=status)


@page(Right.SEE_REGISTER)
def piece_file(request: HttpRequest, seat: Seat, pk: int) -> FileResponse:
    """Give the file of a piece."""
    found = _piece(seat, pk)
    return download(domain.data_of_piece(found), found.filename)


@require_POST
@page(Right.ADOPT)
def piece_validated(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Note who validated a piece."""
    found = _piece(seat, pk)
    domain.validate(seat, found, _named(request))
    return redirect("council_piece", seat.dossier.slug, found.pk)


@require_POST
@page(Right.ADOPT)
def piece_signed(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Note who signed a piece on paper."""
    found = _piece(seat, pk)
    domain.signed_on_paper(seat, found, _named(request))
    return redirect("council_piece", seat.dossier.slug, found.pk)


@require_POST
@page(Right.ADOPT)
def piece_removed(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Take a piece out of the file."""
    domain.remove(seat, _piece(seat, pk))
    messages.success(request, _("La pièce est retirée du dossier."))
    return redirect("council", seat.dossier.slug)


@sensitive_post_parameters("passphrase")
@require_POST
@page(Right.ADOPT)
def piece_sign(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Sign a piece in its file."""
    found, own = _piece(seat, pk), own_certificate(seat.dossier)
    form = SignForm("" if own is None else own.name, request.POST, request.FILES)
    if form.is_valid():
        told = form.cleaned_data
        try:
            with_key = own_credentials(seat.dossier) if form.is_own else form.given()
            sign(seat, found, with_key, told["reason"], told["place"])
        except (UnreadableFile, Refused) as error:
            form.add_error(None, said(error.message))
        else:
            messages.success(request, _("La pièce est signée par {who}.").format(who=with_key.name))
            return redirect("council_piece", seat.dossier.slug, found.pk)
    return _piece_page(request, seat, found, form, 422)


@page(Right.ADOPT)
def certificate(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Make the dossier's own certificate, and show its fingerprint."""
    form = CertificateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            make_own(seat, told["name"], told["organisation"], told["country"])
        except (UnreadableFile, Refused) as error:
            form.add_error(None, said(error.message))
        else:
            messages.success(request, _("Le certificat est fait."))
            return redirect("council_certificate", seat.dossier.slug)
    told_here = {"form": form, "own": own_certificate(seat.dossier)}
    status = 422 if form.errors else 200
    return render(request, "toguna/adoption/certificate.html", told_here, status=status)


@page(Right.SEE)
def certificate_file(request: HttpRequest, seat: Seat) -> FileResponse:
    """Give the dossier's own certificate to who checks signatures."""
    own = own_certificate(seat.dossier)
    if own is None:
        raise Http404
    return download(own.pem, "certificat.pem")


@page(Right.SEE_REGISTER)
def whole(request: HttpRequest, seat: Seat) -> FileResponse:
    """Give the whole file as one zip."""
    return download(domain.whole_file(seat.dossier), domain.WHOLE)


@require_POST
@page(Right.ADOPT)
def submit(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Note that the file went to the Council."""
    domain.submit(seat)
    messages.success(request, _("Le dossier est transmis au Conseil ; le registre le dit."))
    return redirect("council", seat.dossier.slug)


def _named(request: HttpRequest) -> str:
    """Give the name that was written, "" where it is none."""
    form = NameForm(request.POST)
    return str(form.cleaned_data["who"]) if form.is_valid() else ""


def _piece(seat: Seat, pk: int) -> CouncilPiece:
    return get_object_or_404(
        CouncilPiece.objects.select_related("dossier"), dossier=seat.dossier, pk=pk
    )


COUNCIL = f"{ADOPTION}conseil/"
PIECE = f"{COUNCIL}piece/<int:pk>/"
URLS = [
    path(COUNCIL, council, name="council"),
    path(f"{COUNCIL}deposer/<slug:kind>/", add, name="council_add"),
    path(f"{COUNCIL}preparer/<slug:kind>/", draft, name="council_draft"),
    path(PIECE, piece, name="council_piece"),
    path(f"{PIECE}fichier/", piece_file, name="council_piece_file"),
    path(f"{PIECE}valider/", piece_validated, name="council_piece_validated"),
    path(f"{PIECE}papier/", piece_signed, name="council_piece_signed"),
    path(f"{PIECE}signer/", piece_sign, name="council_piece_sign"),
    path(f"{PIECE}retirer/", piece_removed, name="council_piece_removed"),
    path(f"{COUNCIL}certificat/", certificate, name="council_certificate"),
    path(f"{COUNCIL}certificat/fichier/", certificate_file, name="council_certificate_file"),
    path(f"{COUNCIL}dossier.zip", whole, name="council_file"),
    path(f"{COUNCIL}transmettre/", submit, name="council_submit"),
]
