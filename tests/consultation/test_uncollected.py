"""Python's collector rests during a consolidation, which leaves nothing for it to find."""

from __future__ import annotations

import gc

import pytest
from bench.cases import EVERYTHING, case

from toguna.consultation.consolidate import Request, Source, consolidate
from toguna.consultation.model import Contributor, Received
from toguna.uncollected import uncollected


@uncollected()
def rests_then_fails() -> None:
    assert not gc.isenabled()
    raise LookupError


@pytest.mark.parametrize("works", [True, False])
def test_the_collector_works_afterwards_if_it_did_before(*, works: bool) -> None:
    (gc.enable if works else gc.disable)()
    try:
        with pytest.raises(LookupError):
            rests_then_fails()
        assert gc.isenabled() is works
    finally:
        gc.enable()


def test_a_consolidation_leaves_nothing_that_holds_itself() -> None:
    made = case(5, EVERYTHING, paragraphs=20, returns=4, edits=12)
    returns = [
        Received(f"{c.label}.docx", c.data, Contributor(c.label, c.label)) for c in made.copies
    ]
    request = Request(Source("projet.docx", made.draft), returns)
    consolidate(request)  # what is made once for all is made
    gc.collect()
    gc.disable()
    try:
        consolidate(request)
        assert gc.collect() == 0
    finally:
        gc.enable()
