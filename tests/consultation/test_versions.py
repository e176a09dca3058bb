"""Two versions of a text: what came, went, changed and moved."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from bench.cases import EVERYTHING, HARD, PLAIN, Case, case
from bench.opinion import everybody, nobody, seen
from bench.tiny_word import File, Note, Paragraph, Text, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import CORPUS, SAMPLES
from tests.consultation.libreoffice import converted
from tests.consultation.story import body, docx, resolved
from toguna.consultation.consolidate import Source
from toguna.consultation.versions.comparison import compare_versions, read_version
from toguna.consultation.versions.model import ClauseDiff, Comparison, Fate
from toguna.consultation.versions.tracked import tracked
from toguna.text.content import Atoms
from toguna.text.docx.resolve import accept_all
from toguna.text.errors import UnreadableFile

AXES = (
    "# Gouverner",
    "L'agence est placée sous la tutelle du ministre.",
    "Le comité se réunit chaque trimestre à Bamako.",
    "# Former",
    "Trois licences sont ouvertes à la rentrée.",
    "Un centre national forme les agents de l'État.",
)
patient = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
cases = st.builds(
    case,
    st.integers(0, 1 << 32),
    st.sampled_from([PLAIN, HARD, EVERYTHING]),
    paragraphs=st.integers(1, 12),
    returns=st.just(1),
    edits=st.sampled_from([1, 4, 12]),
    words=st.sampled_from([3, 10]),
)


def compared(old: bytes, new: bytes, names: tuple[str, str] = ("a.docx", "b.docx")) -> Comparison:
    atoms = Atoms()
    return compare_versions(read_version(old, names[0], atoms), read_version(new, names[1], atoms))


def everything(diffs: list[ClauseDiff]) -> Iterator[ClauseDiff]:
    for diff in diffs:
        yield diff
        yield from everything(list(diff.inner))


def told(comparison: Comparison) -> list[tuple[str, str]]:
    """What differs: the fate, and the redline with `[-gone-]` and `{+come+}`."""
    signs = {"keep": "{}", "del": "[-{}-]", "add": "{{+{}+}}"}
    return [
        (diff.fate.value, "".join(signs[s.kind].format(s.text) for s in diff.segments))
        for diff in everything(comparison.diffs)
        if diff.fate is not Fate.SAME
    ]


def test_a_version_held_against_itself_differs_in_nothing() -> None:
    comparison = compared(docx(*AXES), docx(*AXES))
    assert comparison.same
    assert comparison.forward == {key: key for key in comparison.new.clauses.by_id}


def test_changed_inserted_and_deleted_clauses() -> None:
    lines = list(AXES)
    lines[1] = "L'agence relève du Premier ministre."
    lines[2] = "Une évaluation indépendante est publiée en 2028."
    assert told(compared(docx(*AXES), docx(*lines))) == [
        ("changed", "L'agence [-est placée sous la tutelle du-]{+relève du Premier+} ministre."),
        ("deleted", "[-Le comité se réunit chaque trimestre à Bamako.-]"),
        ("inserted", "{+Une évaluation indépendante est publiée en 2028.+}"),
    ]  # fmt: skip


def test_a_part_that_moves_moves_with_its_heading() -> None:
    comparison = compared(docx(*AXES), docx(*AXES[3:], *AXES[:3]))
    moved = list(comparison.differences())
    assert [diff.fate for diff in moved] == [Fate.MOVED] * 3
    assert [diff.follows for diff in moved] == [False, True, True]


def test_a_clause_that_moved_and_changed_is_still_the_same_clause() -> None:
    rewritten = "Le comité se réunit chaque semestre à Bamako."
    comparison = compared(docx(*AXES), docx(AXES[0], AXES[1], *AXES[3:], rewritten))
    assert told(comparison) == [
        ("moved and changed",
         "Le comité se réunit chaque [-trimestre-]{+semestre+} à Bamako."),
    ]  # fmt: skip
    assert comparison.forward["gouverner__p_2"] == "former__p_3"


def test_a_clause_that_is_much_like_another_is_found_where_its_own_words_are() -> None:
    one, two = "La mesure A est menée par l'ANSI en 2026.", "La mesure B est menée par l'AGETIC."
    old, new = docx("# Axe", one, two), docx("# Axe", two, "# Autre", one)
    assert {fate for fate, words in told(compared(old, new)) if words in (one, two)} == {"moved"}
    assert {fate for fate, _ in told(compared(old, new))} == {"moved", "inserted"}


def test_split_and_joined_paragraphs() -> None:
    whole = "Le comité se réunit chaque trimestre. Il rend compte au ministre chaque année."
    first, second = (
        "Le comité se réunit chaque trimestre.",
        "Il rend compte au ministre chaque année.",
    )
    assert [fate for fate, _ in told(compared(docx("# A", whole), docx("# A", first, second)))] == [
        "split"
    ]
    assert [fate for fate, _ in told(compared(docx("# A", first, second), docx("# A", whole)))] == [
        "joined"
    ]


def test_a_table_is_told_by_rows_and_cells() -> None:
    old = docx("# Plan", "| Mesure | Échéance", "| Créer l'agence | 2025", "| Former | 2026")
    new = docx("# Plan", "| Mesure | Échéance", "| Créer l'agence | 2026", "| Évaluer | 2028")
    assert told(compared(old, new)) == [
        ("changed", ""),
        ("changed", ""),
        ("changed", "[-2025-]{+2026+}"),
        ("deleted", "[-Former | 2026-]"),
        ("inserted", "{+Évaluer | 2028+}"),
    ]


def test_a_row_that_goes_to_another_table_has_moved() -> None:
    row = "| Ouvrir un observatoire des menaces | ANSI | 2027"
    head = "| Mesure | Chef de file | Échéance"
    old = docx("# Un", head, row, "| Une loi | MJ | 2026", "# Deux", head, "| B | C")
    new = docx("# Un", head, "| Une loi | MJ | 2026", "# Deux", head, "| B | C", row)
    assert ("moved", "") in told(compared(old, new))
    assert not [fate for fate, _ in told(compared(old, new)) if fate in ("inserted", "deleted")]


def test_a_note_is_compared_too() -> None:
    def noted(words: str) -> bytes:
        note = Note([Paragraph([Text(words)])])
        return write(File([Paragraph([Text("La loi"), note, Text(" est adoptée.")])]))

    assert told(compared(noted("Loi de 2019."), noted("Loi de 2024."))) == [
        ("changed", "Loi de [-2019-]{+2024+}.")
    ]


def test_typography_alone_is_told_as_such() -> None:
    comparison = compared(docx("# A", "La charge : 5 %"), docx("# A", "La charge\u00a0: 5\u00a0%"))
    (diff,) = comparison.differences()
    assert diff.typographic


def test_versions_in_different_formats_are_compared_by_their_words() -> None:
    markdown = "# Gouverner\n\nL'agence est placée sous la tutelle du ministre.\n\n" \
        "Le comité se réunit chaque mois à Bamako.\n\n# Former\n\n" \
        "Trois licences sont ouvertes à la rentrée.\n\n" \
        "Un centre national forme les agents de l'État.\n"  # fmt: skip
    comparison = compared(docx(*AXES), markdown.encode(), ("a.docx", "b.md"))
    assert told(comparison) == [
        ("changed", "Le comité se réunit chaque [-trimestre-]{+mois+} à Bamako.")
    ]


def test_the_tracked_file_gives_both_versions_back() -> None:
    new = [*AXES[3:], "Une évaluation a lieu en 2028.", *AXES[:2]]
    data = tracked(Source("a.docx", docx(*AXES)), Source("b.docx", docx(*new)), "V2")
    assert seen(data, nobody) == seen(docx(*AXES), nobody)
    assert body(resolved(data, accept_all)) == body(docx(*new))


@patient
@given(cases)
def test_rejecting_all_gives_the_old_words_and_accepting_all_the_new_ones(made: Case) -> None:
    new = resolved(made.copies[0].data, accept_all)
    data = tracked(Source("a.docx", made.draft), Source("b.docx", new), "V2")
    assert seen(data, nobody) == seen(made.draft, nobody)
    assert seen(data, everybody) == seen(new, everybody)


@patient
@given(cases)
def test_every_clause_is_told_once_and_mapped_to_one(made: Case) -> None:
    comparison = compared(made.draft, made.copies[0].data)
    assert len(set(comparison.forward.values())) == len(comparison.forward)
    for side, document in (("old", comparison.old), ("new", comparison.new)):
        told_once = [c.id for diff in comparison.diffs for c in getattr(diff, side)]
        assert len(told_once) == len(set(told_once))
        flowing = {c.id for c in document.clauses.all if c.story == "body"}
        assert flowing <= set(told_once)
    for diff in everything(comparison.diffs):
        kept = [s.text for s in diff.segments if s.kind != "add"]
        if diff.old and diff.segments and not diff.inner:
            assert "".join(kept)
    assert compared(made.copies[0].data, made.copies[0].data).same


@pytest.mark.needs_corpus
@pytest.mark.parametrize("folder", ["pandoc", "open-xml-powertools"])
def test_real_files_held_against_themselves_differ_in_nothing(folder: str) -> None:
    files = sorted((CORPUS / "docx" / folder).glob("*.docx"))
    read = 0
    for path in files:
        data = path.read_bytes()
        try:
            comparison = compared(data, data)
        except UnreadableFile:
            continue
        assert comparison.same, path.name
        read += 1
    assert read > len(files) / 2


@pytest.mark.needs_corpus
def test_real_versions_are_had_back_from_the_tracked_file() -> None:
    files = sorted((CORPUS / "docx" / "open-xml-powertools").glob("WC002-*.docx"))
    versions = [resolved(path.read_bytes(), accept_all) for path in files]
    for old, new in itertools.permutations(versions, 2):
        data = tracked(Source("a.docx", old), Source("b.docx", new), "V2")
        assert seen(data, nobody) == seen(old, nobody)
        assert seen(data, everybody) == seen(new, everybody)


@pytest.mark.needs_libreoffice
def test_the_sample_draft_saved_as_odt_says_the_same(tmp_path: Path) -> None:
    draft = (SAMPLES / "dossier" / "avant-projet.docx").read_bytes()
    saved = converted(draft, "projet.docx", "odt", tmp_path)
    assert told(compared(draft, saved, ("projet.docx", "projet.odt"))) == []
