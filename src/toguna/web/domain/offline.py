"""The offline form of a round: one page that an organisation fills in without a network."""

from __future__ import annotations

from django.utils import timezone
from django.utils.formats import date_format

from toguna.consultation.form import FormSettings, write_form
from toguna.consultation.model import Contributor
from toguna.web.domain.blobs import bytes_of
from toguna.web.domain.texts import read_document
from toguna.web.models import Organisation, Round


def offline_form(round_: Round, organisation: Organisation) -> bytes:
    """Write the form of a round for an organisation."""
    document = read_document(bytes_of(round_.draft.blob_id), round_.draft.filename)
    asked = FormSettings(round=round_.label, deadline=_day(round_), body=round_.dossier.title)
    return write_form(document, Contributor(organisation.label, organisation.name), asked)


def _day(round_: Round) -> str:
    if round_.deadline is None:
        return ""
    return date_format(timezone.localtime(round_.deadline))
