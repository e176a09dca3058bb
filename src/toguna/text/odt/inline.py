"""What stands in a paragraph of OpenDocument: words, fields, notes, links, comments."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from toguna.text.docx.blank import w
from toguna.text.odt.fields import instruction, mark_instruction
from toguna.text.odt.formulas import formula
from toguna.text.odt.frames import DRAWINGS, formula_of, repeats_frame
from toguna.text.odt.line import Line
from toguna.text.odt.names import find, get, name_of, number
from toguna.text.ooxml import Element, W, qn

if TYPE_CHECKING:
    from toguna.text.odt.convert import Conversion

Properties = Element | None
Handler = Callable[[Element, Line, Properties], None]
MOST_SPACES = 500
SILENT = frozenset(
    {"text:toc-mark", "text:toc-mark-start", "text:toc-mark-end", "text:user-index-mark",
     "text:user-index-mark-start", "text:user-index-mark-end", "text:alphabetical-index-mark-start",
     "text:alphabetical-index-mark-end", "text:note-citation", "text:hidden-text",
     "text:hidden-paragraph", "text:script", "text:sequence-decls", "office:forms",
     "text:tracked-changes", "svg:desc", "svg:title"}
)  # fmt: skip
"""What shows nothing of its own."""


class Inline:
    """Writes what stands in paragraphs."""

    def __init__(self, conversion: Conversion) -> None:
        self._conversion = conversion
        self._bookmarks: dict[str, str] = {}
        self._handlers: dict[str, Handler] = {
            "text:span": self._span,
            "text:a": self._link,
            "text:s": self._spaces,
            "text:tab": self._tab,
            "text:line-break": self._line_break,
            "text:soft-page-break": self._page_end,
            "text:note": self._note,
            "text:bookmark": self._bookmark,
            "text:bookmark-start": self._bookmark_start,
            "text:bookmark-end": self._bookmark_end,
            "text:reference-mark": self._bookmark,
            "text:reference-mark-start": self._bookmark_start,
            "text:reference-mark-end": self._bookmark_end,
            "text:alphabetical-index-mark": self._index_mark,
            "text:text-input": self._input,
            "text:ruby": self._ruby,
            "field:fieldmark": self._whole_mark,
            "field:fieldmark-start": self._mark_start,
            "field:fieldmark-separator": self._mark_separator,
            "field:fieldmark-end": self._mark_end,
            "text:change-start": self._change_start,
            "text:change-end": self._change_end,
            "text:change": self._deleted,
            "office:annotation": self._comment,
            "office:annotation-end": self._comment_end,
        }

    def write(self, parent: Element, line: Line, properties: Properties = None) -> None:
        """Write the text and the children of an element."""
        line.text(parent.text, properties)
        for child in parent:
            self._child(child, line, properties)
            line.text(child.tail, properties)

    def _child(self, child: Element, line: Line, properties: Properties) -> None:
        name = name_of(child)
        handler = self._handlers.get(name)
        if handler is not None:
            handler(child, line, properties)
        elif name in DRAWINGS:
            if not repeats_frame(child):
                self.drawing(child, line, properties)
        elif (words := instruction(child)) is not None:
            self._field(words, child, line, properties)
        elif isinstance(child.tag, str) and name not in SILENT:
            self.write(child, line, properties)

    def _span(self, span: Element, line: Line, properties: Properties) -> None:
        own = self._conversion.styles.run_properties(get(span, "text:style-name"))
        self.write(span, line, properties if own is None else own)

    def _link(self, link: Element, line: Line, properties: Properties) -> None:
        href = get(link, "xlink:href")
        holder = w("hyperlink")
        if href.startswith("#"):
            holder.set(W + "anchor", href[1:].partition("|")[0])
        else:
            conversion = self._conversion
            relation = conversion.document.relate("hyperlink", href, conversion.part, out=True)
            holder.set(qn("r:id"), relation)
        with line.inside(holder):
            self._span(link, line, properties)

    def _spaces(self, spaces: Element, line: Line, properties: Properties) -> None:
        line.words(" " * number(get(spaces, "text:c"), 1, MOST_SPACES), properties)
        line.spaced = False

    def _tab(self, tab: Element, line: Line, properties: Properties) -> None:
        line.sign(w("tab"), properties)

    def _line_break(self, line_break: Element, line: Line, properties: Properties) -> None:
        line.sign(w("br"), properties)

    def _page_end(self, page_end: Element, line: Line, properties: Properties) -> None:
        line.run(w("lastRenderedPageBreak"), properties)

    def _field(self, words: str, field: Element, line: Line, properties: Properties) -> None:
        self._begin(words, line, properties)
        line.sign(w("fldChar", fldCharType="separate"), properties)
        line.words("".join(map(str, field.itertext())), properties)
        line.run(w("fldChar", fldCharType="end"), properties)

    def _begin(self, words: str, line: Line, properties: Properties) -> None:
        line.run(w("fldChar", fldCharType="begin"), properties)
        tag = "delInstrText" if self._conversion.changes.deletes else "instrText"
        code = w(tag, text=f" {words} ")
        code.set(qn("xml:space"), "preserve")
        line.run(code, properties)

    def _whole_mark(self, mark: Element, line: Line, properties: Properties) -> None:
        self._begin(mark_instruction(mark), line, properties)
        line.sign(w("fldChar", fldCharType="end"), properties)

    def _mark_start(self, mark: Element, line: Line, properties: Properties) -> None:
        self._begin(mark_instruction(mark), line, properties)

    def _mark_separator(self, mark: Element, line: Line, properties: Properties) -> None:
        line.run(w("fldChar", fldCharType="separate"), properties)

    def _mark_end(self, mark: Element, line: Line, properties: Properties) -> None:
        line.run(w("fldChar", fldCharType="end"), properties)

    def _input(self, field: Element, line: Line, properties: Properties) -> None:
        """A field to fill in. LibreOffice ends it with the mark of a paragraph that it held."""
        line.text("".join(map(str, field.itertext())).rstrip("\r"), properties)

    def _ruby(self, ruby: Element, line: Line, properties: Properties) -> None:
        base, reading = (
            "".join(map(str, part.itertext())) if (part := find(ruby, name)) is not None else ""
            for name in ("text:ruby-base", "text:ruby-text")
        )
        parts = (w("rt", w("r", w("t", text=reading))), w("rubyBase", w("r", w("t", text=base))))
        line.sign(w("ruby", *parts), properties)

    def _index_mark(self, mark: Element, line: Line, properties: Properties) -> None:
        self._field(f'XE "{get(mark, "text:string-value")}"', mark, line, properties)

    def _note(self, note: Element, line: Line, properties: Properties) -> None:
        body = find(note, "text:note-body")
        if body is not None:
            kind = "endnote" if get(note, "text:note-class") == "endnote" else "footnote"
            reference = self._conversion.notes.add(kind, body)
            line.sign(reference, w("rPr", w("vertAlign", val="superscript")))

    def drawing(self, element: Element, line: Line, properties: Properties = None) -> None:
        """Write a picture, a text box, a shape or a formula."""
        mathml = formula_of(element, self._conversion)
        if mathml is not None:
            line.whole(formula(mathml))
            return
        for drawing in self._conversion.frames.drawings(element):
            line.run(drawing, properties)

    # Bookmarks, comments and changes

    def _bookmark(self, mark: Element, line: Line, properties: Properties) -> None:
        self._bookmark_start(mark, line, properties)
        self._bookmark_end(mark, line, properties)

    def _bookmark_start(self, mark: Element, line: Line, properties: Properties) -> None:
        name = get(mark, "text:name")
        self._bookmarks[name] = identifier = self._conversion.document.next_id()
        line.marker(w("bookmarkStart", id=identifier, name=name))

    def _bookmark_end(self, mark: Element, line: Line, properties: Properties) -> None:
        identifier = self._bookmarks.pop(get(mark, "text:name"), None)
        if identifier is not None:
            line.marker(w("bookmarkEnd", id=identifier))

    def _comment(self, annotation: Element, line: Line, properties: Properties) -> None:
        self._conversion.comments.start(annotation, line)

    def _comment_end(self, marker: Element, line: Line, properties: Properties) -> None:
        self._conversion.comments.end(marker, line)

    def _change_start(self, marker: Element, line: Line, properties: Properties) -> None:
        self._conversion.changes.start(marker)

    def _change_end(self, marker: Element, line: Line, properties: Properties) -> None:
        self._conversion.changes.end(marker)

    def _deleted(self, marker: Element, line: Line, properties: Properties) -> None:
        changes = self._conversion.changes
        content = changes.deleted_at(marker)
        spaced = line.spaced
        with changes.within(marker):
            self._conversion.blocks.put_back(content, line)
        line.spaced = spaced
