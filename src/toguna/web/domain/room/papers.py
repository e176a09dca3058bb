"""The papers of a workshop as files, made in the background from what the site keeps."""

from __future__ import annotations

from django.db import transaction

from toguna.consultation.consolidate import Progress
from toguna.consultation.decisions.final import decide
from toguna.consultation.decisions.outputs import arbitration
from toguna.consultation.workshop.registry import write_papers
from toguna.messages import say
from toguna.web.domain.blobs import keep
from toguna.web.domain.decision import answers_of
from toguna.web.domain.gathering import prepare_round
from toguna.web.domain.room.told import told_workshop
from toguna.web.models import Item, Variant, Workshop, WorkshopPaper


def make_papers(workshop: Workshop, progress: Progress) -> None:
    """Write all papers of a workshop, and the arbitration sheets of what it referred."""
    progress(say("Rédaction des pièces de l'atelier"), 0, 2)
    files = dict(write_papers(told_workshop(workshop)))
    progress(say("Fiches d'arbitrage"), 1, 2)
    files |= _sheets(workshop, progress)
    with transaction.atomic():
        workshop.papers.all().delete()
        WorkshopPaper.objects.bulk_create(
            WorkshopPaper(workshop=workshop, path=path, blob=keep(data))
            for path, data in files.items()
        )


def _sheets(workshop: Workshop, progress: Progress) -> dict[str, bytes]:
    """Write the arbitration sheets of the items that were referred, without what is restricted."""
    referred = workshop.items.filter(state=Item.State.REFERRED).exclude(conflict="")
    conflicts = workshop.round.conflicts.filter(
        variant=Variant.OPEN, key__in=referred.values("conflict")
    )
    wanted = set(conflicts.values_list("identifier", flat=True))
    if not wanted:
        return {}
    prepared = prepare_round(workshop.round, progress).open
    written = arbitration.write(decide(prepared, answers_of(workshop.round, prepared)))
    return {
        path: data
        for path, data in written.items()
        if path.rpartition("/")[2].partition(".")[0] in wanted
    }
