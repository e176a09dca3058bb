"""What some may not know of leaves no trace: no words, no number, no gap, no count."""

from __future__ import annotations

import re
from collections import Counter
from random import Random

import pytest

from tests.consultation.sample import sample_request
from tests.consultation.story import authors
from toguna.consultation.consolidate import Prepared, prepare, written
from toguna.consultation.model import Consolidation, Observation
from toguna.consultation.outputs import dossier_json
from toguna.consultation.outputs.counts import count
from toguna.consultation.withheld import is_restricted_number, number_apart, without


def numbered(restricted: set[str]) -> tuple[Prepared, set[str]]:
    """Give the sample with some observations numbered apart, and their ids."""
    prepared = prepare(sample_request())
    said = {id(o) for o in prepared.observations if o.id in restricted}
    prepared = number_apart(prepared, restricted)
    return prepared, {o.id for o in prepared.observations if id(o) in said}


def everything_said(found: Consolidation) -> str:
    return dossier_json.write(found).decode()


def own_words(observation: Observation, others: str) -> list[str]:
    """Give the sentences of an observation that nobody else has."""
    return [
        words
        for words in (observation.after, observation.text, observation.reason)
        if len(words) > 25 and words not in others
    ]


@pytest.mark.parametrize("seed", range(4))
def test_what_is_withheld_leaves_no_trace(seed: int) -> None:
    chance = Random(seed)
    ids = [o.id for o in prepare(sample_request()).observations]
    prepared, restricted = numbered(set(chance.sample(ids, 15)))
    assert all(is_restricted_number(identifier) for identifier in restricted)
    kept = [o for o in prepared.observations if o.id not in restricted]
    gone = [o for o in prepared.observations if o.id in restricted]
    others = "\n".join(
        f"{o.before}\n{o.after}\n{o.text}\n{o.reason}\n{o.replies}" for o in kept
    ) + "\n".join(clause.text for clause in prepared.base.clauses.all)

    found = written(without(prepared, restricted))

    assert [o.id for o in found.observations] == [o.id for o in kept]
    numbers = Counter(o.contributor for o in found.observations)
    for label, total in numbers.items():
        mine = [o.id for o in found.observations if o.contributor == label]
        assert mine == [f"{label}-{n:03d}" for n in range(1, total + 1)]
    assert all(balance.kept for balance in count(found).balances)
    said = everything_said(found)
    for observation in gone:
        assert observation.id not in said
        for words in own_words(observation, others):
            assert words not in said


def test_who_withholds_a_whole_return_gets_what_would_be_without_it() -> None:
    request = sample_request()
    prepared = prepare(request)
    mine = {o.id for o in prepared.observations if o.contributor == "MDAC"}
    alone = [one for one in request.returns if one.contributor.label != "MDAC"]
    assert len(alone) == len(request.returns) - 1

    withheld = written(without(prepared, mine))
    never = written(
        prepare(type(request)(request.draft, alone, earlier=request.earlier, date=request.date))
    )

    assert everything_said(withheld) == everything_said(never)
    assert withheld.docx == never.docx


def test_a_withheld_comment_is_not_in_the_consolidated_file() -> None:
    prepared = prepare(sample_request())
    comments = [o for o in prepared.observations if o.source.startswith("commentaire")]
    secret = comments[0]
    docx = written(without(prepared, {secret.id})).docx
    with_it = written(prepared).docx
    words = re.sub(r"\s+", " ", secret.text)
    assert words in comments_of(with_it)
    assert words not in comments_of(docx)


def comments_of(docx: bytes) -> str:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        text = archive.read("word/comments.xml").decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text)).replace("&apos;", "'")


def test_having_written_everything_first_brings_nothing_into_the_file_without_it() -> None:
    prepared = prepare(sample_request())
    mine = {o.id for o in prepared.observations if o.contributor == "MDAC"}
    alone = written(without(prepared, mine)).docx
    written(prepared)
    assert written(without(prepared, mine)).docx == alone
    assert "MDAC" not in authors(alone)
