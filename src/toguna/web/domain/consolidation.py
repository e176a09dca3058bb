"""Consolidating a round: the core's work, kept as rows that pages can filter, and as files."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.db import transaction
from django.utils import timezone

from toguna.adoption.ledger.acts import Act
from toguna.consultation import model as core
from toguna.consultation.consolidate import Prepared, Progress, written
from toguna.consultation.outputs.files import consolidated_files
from toguna.consultation.redline import kept, redline
from toguna.messages import say
from toguna.web.domain.blobs import keep
from toguna.web.domain.gathering import TAKEN, BothSides, Gathered, prepare_round
from toguna.web.domain.ledger import SITE, record
from toguna.web.domain.register import counts, keep_register
from toguna.web.domain.rounds import hold_round
from toguna.web.models import Organisation, Output, Round, Variant

REDLINE_FOLDER, REDLINE = "web", "texte.json"
"""Where the text with every change is kept, for the pages alone."""
NO_OWNERS: Mapping[str, Organisation] = {}


def consolidate_round(round_: Round, progress: Progress) -> None:
    """Consolidate a round, keep what was found and write its files.

    Raises:
        UnreadableFile: the draft cannot be read.
    """
    both = prepare_round(round_, progress)
    outputs, redlines = {}, {}
    variants = (Variant.FULL, Variant.OPEN) if both.withholds else (Variant.FULL,)
    for variant in variants:
        progress(say("Écriture du projet consolidé"), 0, 0)
        found = written(both.of(variant))
        outputs[variant] = made(consolidated_files(found))
        redlines[variant] = _redline(both.of(variant), found)
    outputs.setdefault(Variant.OPEN, outputs[Variant.FULL])
    redlines.setdefault(Variant.OPEN, redlines[Variant.FULL])
    with transaction.atomic():
        hold_round(round_.pk)
        keep_register(round_, both)
        for variant in Variant:
            keep_outputs(round_, variant, "consolidate", outputs[variant])
            keep_outputs(round_, variant, REDLINE_FOLDER, {REDLINE: redlines[variant]})
        round_.counts = counts(both)
        round_.consolidated, round_.stale = timezone.now(), _changed_since(round_, both.gathered)
        round_.save(update_fields=["counts", "consolidated", "stale"])
        _record(round_, both)


def _changed_since(round_: Round, gathered: Gathered) -> bool:
    """Tell whether returns came or went while those that were gathered were consolidated."""
    now = round_.returns.filter(state__in=TAKEN).values_list("pk", flat=True)
    return set(now) != {one.pk for one in gathered.returns}


def made(makers: Mapping[str, Callable[[], bytes]]) -> dict[str, bytes]:
    """Make files."""
    return {name: make() for name, make in makers.items()}


def _redline(prepared: Prepared, found: core.Consolidation) -> bytes:
    """Tell the consolidated draft line by line, as pages show it."""
    word = prepared.drafters.copy(found.docx, found.draft)
    return kept.write(redline(word, prepared.base))


def keep_outputs(
    round_: Round,
    variant: str,
    folder: str,
    files: Mapping[str, bytes],
    owners: Mapping[str, Organisation] = NO_OWNERS,
) -> None:
    """Keep the files made from a round in place of those made before.

    `owners` are the organisations to which some of them go, by path.
    """
    round_.outputs.filter(variant=variant, folder=folder).delete()
    Output.objects.bulk_create(
        Output(
            round=round_,
            variant=variant,
            folder=folder,
            path=path,
            blob=keep(data),
            organisation=owners.get(path),
        )
        for path, data in files.items()
    )


def _record(round_: Round, both: BothSides) -> None:
    """Enter in the ledger what was linked and grouped, restricted things committed to."""
    opened = both.open
    secret: list[core.Observation] = [o for o in both.full.observations if o.id in both.restricted]
    files = round_.outputs.filter(variant=Variant.OPEN, folder="consolidate")
    digests = {one.path: one.blob_id for one in files}
    record(
        round_.dossier,
        Act.LINKED,
        SITE,
        f"tour-{round_.number}",
        {
            "observations": {o.id: list(o.clauses) for o in opened.observations},
            "unread": [one.file for one in opened.unread],
            "digests": digests,
        },
        restricted={o.id: list(o.clauses) for o in secret} or None,
    )
    record(
        round_.dossier,
        Act.GROUPED,
        SITE,
        f"tour-{round_.number}",
        {
            "groups": {g.id: list(g.observations) for g in opened.groups},
            "conflicts": {c.id: list(c.observations) for c in opened.conflicts},
        },
    )
