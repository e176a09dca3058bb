"""Laws 2, 5 and 7 on drafts and returns made at random.

Hypothesis chooses the sizes and the seed of a case; one that breaks a law is made smaller
before it is shown.
"""

from __future__ import annotations

import copy
import io
import re
import zipfile

import pytest
from bench.cases import DRAFTER, EVERYTHING, HARD, PLAIN, Case, case, case_on_tracked_draft
from bench.opinion import everybody, nobody, only, seen
from bench.tiny_word import Change, File, Paragraph, Text, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.weave.pipeline import of_label, resolved, stories, weave_of
from tests.weave.schema import faults, repeated_ids
from toguna.text.docx.resolve import reject_all

INSERTED = (Change("ins", "Awa"),)
LEVELS = {"words": PLAIN, "paragraphs and rows": HARD, "everything": EVERYTHING}
LABEL_OR_RULE = re.compile(r"^ *(?:\d+\.|[a-z]+\))(?= |$)|-{3,}", re.MULTILINE)
patient = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)


cases = st.builds(
    case,
    st.integers(0, 1 << 32),
    st.sampled_from(list(LEVELS.values())),
    paragraphs=st.integers(1, 12),
    returns=st.integers(1, 5),
    edits=st.sampled_from([1, 2, 4, 9, 16]),
    words=st.sampled_from([2, 5, 15]),
)
"""A draft of some paragraphs, and one to five returns that overlap."""


def assert_every_copy_can_be_had_back(made: Case) -> None:
    woven = weave_of(made.draft, [(one.label, one.data) for one in made.copies])
    assert seen(woven.docx, nobody) == seen(made.draft, nobody)
    for one in made.copies:
        assert seen(woven.docx, only(one.label)) == seen(one.data, everybody), one.label


@patient
@given(cases)
def test_every_copy_can_be_had_back(made: Case) -> None:
    assert_every_copy_can_be_had_back(made)


@patient
@given(
    st.builds(
        case_on_tracked_draft,
        st.integers(0, 1 << 32),
        st.sampled_from([PLAIN, HARD]),
        paragraphs=st.integers(2, 8),
        returns=st.integers(1, 3),
        edits=st.sampled_from([1, 4, 8]),
    )
)
def test_the_drafters_own_changes_stay_and_every_copy_can_be_had_back(made: Case) -> None:
    woven = weave_of(made.draft, [(one.label, one.data) for one in made.copies])
    assert seen(woven.docx, nobody) == seen(made.draft, nobody)
    assert seen(woven.docx, only(DRAFTER)) == seen(made.draft, everybody)
    for one in made.copies:
        mine = only(one.label)
        back = seen(woven.docx, lambda author, mine=mine: author == DRAFTER or mine(author))
        assert back == seen(one.data, everybody), one.label


@patient
@given(cases)
def test_the_weave_says_what_the_file_says(made: Case) -> None:
    woven = weave_of(made.draft, [(one.label, one.data) for one in made.copies])
    read = stories(resolved(woven.docx, reject_all), woven.atoms)
    assert read == {name: woven.draft_projection[name] for name in read}
    for label, projection in woven.projections.items():
        read = stories(resolved(woven.docx, of_label(label)), woven.atoms)
        assert read == {name: projection[name] for name in read}


@settings(patient, max_examples=15)
@given(cases)
def test_same_inputs_give_the_same_bytes(made: Case) -> None:
    copies = [(one.label, one.data) for one in made.copies]
    assert weave_of(made.draft, copies).docx == weave_of(made.draft, copies).docx


@settings(patient, max_examples=40)
@given(cases)
def test_the_file_stays_valid_and_untouched_parts_stay_as_they_were(made: Case) -> None:
    woven = weave_of(made.draft, [(one.label, one.data) for one in made.copies])
    before, after = _parts(made.draft), _parts(woven.docx)
    roots = [etree.fromstring(data) for name, data in after.items() if name.endswith(".xml")]
    assert [fault for root in roots for fault in faults(root)] == []
    assert repeated_ids(roots) == []
    assert before["word/styles.xml"] == after["word/styles.xml"]
    assert before["word/numbering.xml"] == after["word/numbering.xml"]
    for name in ("word/header.xml", "word/footer.xml"):
        touched = woven.weave.strands.get(name[5:-4])
        assert touched is not None or before[name] == after[name]


def test_a_draft_that_nobody_changed_comes_out_byte_for_byte() -> None:
    made = case(1, PLAIN, paragraphs=8, returns=2, edits=0)
    woven = weave_of(made.draft, [(one.label, one.data) for one in made.copies])
    assert woven.edits == []
    assert _parts(woven.docx) == _parts(made.draft)


@pytest.mark.parametrize("level", LEVELS.values(), ids=LEVELS)
def test_pandoc_sees_the_same_texts(level: tuple[str, ...]) -> None:
    made = case(7, level, paragraphs=25, returns=3, edits=12)
    woven = weave_of(made.draft, [(one.label, one.data) for one in made.copies])
    assert _as_pandoc_sees(woven.docx, "reject") == _as_pandoc_sees(made.draft, "reject")
    for one in made.copies:
        back = resolved(woven.docx, of_label(one.label))
        assert _as_pandoc_sees(back, "accept") == _as_pandoc_sees(one.data, "accept")


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _as_pandoc_sees(data: bytes, changes: str) -> str:
    import pypandoc

    options = [f"--track-changes={changes}", "--wrap=none"]
    said: str = pypandoc.convert_text(data, "plain", format="docx", extra_args=options)
    # It leaves an empty list item or table where a mark or rows are gone: these do not count.
    return " ".join(LABEL_OR_RULE.sub("", said).split())


def test_of_two_paragraphs_written_alike_only_the_edited_one_changes() -> None:
    twins = [Paragraph([Text("Sans objet.")]) for _ in range(2)]
    draft = File([*twins, Paragraph([Text("Fin.")])])
    edited = copy.deepcopy(draft)
    edited.blocks[1] = Paragraph([Text("Sans "), Text("autre ", changes=INSERTED), Text("objet.")])
    woven = weave_of(write(draft), [("MIN", write(edited))])
    assert seen(woven.docx, nobody).split("\n")[:3] == ["Sans objet.", "Sans objet.", "Fin."]
    assert seen(woven.docx, everybody).split("\n")[:2] == ["Sans objet.", "Sans autre objet."]
