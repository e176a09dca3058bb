"""Reading Markdown: what each mark becomes, and that no word is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from toguna.text.clauses import ClauseKind
from toguna.text.content import ViewParagraph, walk
from toguna.text.document import Document
from toguna.text.docx.document import WordDocument
from toguna.text.formats import read_text
from toguna.text.ooxml import W
from toguna.text.shown import shown
from toguna.weave.compare import compare
from toguna.weave.edits import edits_of

DRAFT = """# Axe 1. Le droit

Un paragraphe **gras**, *italique*, `code` et [un lien](https://example.org/)[^1]
sur deux lignes.

[^1]: Loi n° 2019-056.

## 1.1 Les textes

3. trois
4. quatre
   - sous

   suite
5. cinq

| Sigle | Sens |
| ----- | ---- |
| ANSI  | Agence |

> À retenir.

```
ligne 1
  ligne 2
```
"""


def read(text: str) -> WordDocument:
    return read_text(text.encode(), "projet.md")


def test_headings_keep_their_typed_numbers_and_have_real_styles() -> None:
    headings = [c for c in Document(read(DRAFT)).clauses.all if c.kind is ClauseKind.HEADING]
    assert [(h.level, h.number, h.text) for h in headings] == [
        (1, "", "Axe 1. Le droit"), (2, "", "1.1 Les textes"),
    ]  # fmt: skip


def test_lists_are_numbered_from_where_they_start() -> None:
    clauses = Document(read(DRAFT)).clauses.all
    items = [(c.number, c.level, c.text) for c in clauses if c.kind is ClauseKind.ITEM]
    assert items == [("3.", 0, "trois"), ("4.", 0, "quatre"), ("•", 1, "sous"), ("5.", 0, "cinq")]
    assert "suite" in [c.text for c in clauses if c.kind is ClauseKind.PARAGRAPH]


def test_emphasis_links_notes_tables_and_code() -> None:
    word = read(DRAFT)
    document = Document(word)
    first = document.stories["body"].blocks[1]
    assert shown(first) == "Un paragraphe gras, italique, code et un lien[note] sur deux lignes."
    assert isinstance(first, ViewParagraph)
    bold = [leaf.text for leaf in first.leaves if leaf.run is not None
            and leaf.run.find(f"{W}rPr/{W}b") is not None]  # fmt: skip
    assert bold == ["gras"]
    assert shown(document.stories["footnote:1"].blocks[0]) == "Loi n° 2019-056."
    tables = [c.text for c in document.clauses.all if c.kind is ClauseKind.TABLE]
    assert tables == ["Sigle | Sens\nANSI | Agence"]
    assert "ligne 1\n  ligne 2" in [shown(p) for p in walk(word.body.after)]


def test_a_copy_of_a_markdown_draft_gives_its_edits_only() -> None:
    word = read(DRAFT)
    base = Document(word)
    copy = read_text(DRAFT.replace("quatre", "quatre mesures").encode(), "b.md", word.atoms)
    edits = edits_of("MJDH", compare(base, copy), base, None)
    assert [(edit.before, edit.after) for edit in edits] == [("", " mesures")]


def test_other_encodings_are_read_too() -> None:
    text = "# Stratégie\n\nL’État protège les données des usagers, à coût maîtrisé.\n"
    words = [shown(p) for p in walk(read_text(text.encode("cp1252"), "a.md").body.after)]
    assert words == ["Stratégie", "L’État protège les données des usagers, à coût maîtrisé."]


def test_escapes_and_deep_lists_keep_their_words() -> None:
    nested = "\n".join(f"{'  ' * depth}- niveau {depth}" for depth in range(40))
    word = read(f"1\\. Pas une liste &amp; plus.\n\n{nested}\n")
    found = [shown(paragraph) for paragraph in walk(word.body.after)]
    assert found == ["1. Pas une liste & plus.", *(f"niveau {depth}" for depth in range(40))]


WORDS = st.text("abcdefghéèçàœ", min_size=1, max_size=8)
SENTENCES = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
ROWS = st.lists(st.tuples(SENTENCES, SENTENCES), min_size=1, max_size=4)
BLOCKS = st.one_of(
    SENTENCES.map(lambda s: (s, [s])),
    st.tuples(st.integers(1, 6), SENTENCES).map(lambda h: (f"{'#' * h[0]} {h[1]}", [h[1]])),
    st.lists(SENTENCES, min_size=1, max_size=4).map(
        lambda items: ("\n".join(f"- {item}" for item in items), items)
    ),
    ROWS.map(
        lambda rows: (
            "\n".join(["| x | y |", "| --- | --- |", *(f"| {a} | {b} |" for a, b in rows)]),
            ["x", "y", *(cell for row in rows for cell in row)],
        )
    ),
)


@given(st.lists(BLOCKS, min_size=1, max_size=8))
def test_any_text_keeps_its_words(blocks: list[tuple[str, list[str]]]) -> None:
    # A comment line between blocks keeps two lists or paragraphs from becoming one.
    word = read("\n\n<!-- -->\n\n".join(source for source, _ in blocks))
    found = [shown(paragraph) for paragraph in walk(word.body.after)]
    expected = [words for _, several in blocks for words in several]
    assert [line for line in found if line not in ("<!-- -->", "")] == expected
