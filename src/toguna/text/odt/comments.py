"""Comments of OpenDocument (`office:annotation`) as those of a DOCX, with their threads."""

from __future__ import annotations

import re
from itertools import count

from toguna.text.docx.blank import BlankDocument, root, w
from toguna.text.docx.comments import PARA_ID
from toguna.text.odt.changes import word_date
from toguna.text.odt.line import Line
from toguna.text.odt.names import get, name_of, number, on
from toguna.text.ooxml import NAMESPACES, Element, parse_xml, qn

FIRST_PARAGRAPH_ID = 0x20000000
EXTENDED = f'<w15:commentsEx xmlns:w15="{NAMESPACES["w15"]}"/>'
SPACES = re.compile(r"\s+")


class Comments:
    """Collects the comments of a text as they are met."""

    def __init__(self, text: Element) -> None:
        self._ended = {get(end, "office:name") for end in text.iter(on("office:annotation-end"))}
        self._comments = root("comments")
        self._extended = parse_xml(EXTENDED.encode())
        self._ids: dict[str, str] = {}
        self._paragraphs: dict[str, str] = {}
        self._paragraph_ids = count(FIRST_PARAGRAPH_ID)

    def start(self, annotation: Element, line: Line) -> None:
        """A comment begins; one whose end is not said ends here too."""
        identifier = str(len(self._comments))
        name = get(annotation, "office:name") or get(annotation, "loext:name")
        self._add(annotation, identifier, name)
        line.marker(w("commentRangeStart", id=identifier))
        if name in self._ended:
            self._ids[name] = identifier
        else:
            _end(line, identifier)

    def end(self, marker: Element, line: Line) -> None:
        """A comment ends."""
        identifier = self._ids.pop(get(marker, "office:name"), None)
        if identifier is not None:
            _end(line, identifier)

    def write(self, document: BlankDocument) -> None:
        """Write the parts, where there are comments."""
        if len(self._comments):
            document.add_part("comments", self._comments, "comments")
            document.add_part("commentsExtended", self._extended, "commentsExtended")

    def _add(self, annotation: Element, identifier: str, name: str) -> None:
        author = annotation.findtext(on("dc:creator"), "")
        comment = w("comment", id=identifier, author=author)
        initials = annotation.findtext(on("meta:creator-initials"))
        comment.set(qn("w:initials"), initials or _initials(author))
        date = word_date(annotation.findtext(on("dc:date"), ""))
        if date:
            comment.set(qn("w:date"), date)
        texts = [_text(p) for p in annotation.iter(on("text:p"))] or [""]
        comment.extend(w("p", w("r", w("t", text=text))) for text in texts)
        paragraph_id = f"{next(self._paragraph_ids):08X}"
        comment[-1].set(PARA_ID, paragraph_id)
        self._comments.append(comment)
        self._paragraphs[name] = paragraph_id
        entry = self._extended.makeelement(qn("w15:commentEx"))
        entry.set(qn("w15:paraId"), paragraph_id)
        parent = self._paragraphs.get(get(annotation, "loext:parent-name"))
        if parent is not None:
            entry.set(qn("w15:paraIdParent"), parent)
        resolved = get(annotation, "loext:resolved") == "true"
        entry.set(qn("w15:done"), "1" if resolved else "0")
        self._extended.append(entry)


def _end(line: Line, identifier: str) -> None:
    line.marker(w("commentRangeEnd", id=identifier))
    line.marker(w("r", w("commentReference", id=identifier)))


def _initials(author: str) -> str:
    return "".join(word[0] for word in author.split())[:4].upper()


def _text(element: Element) -> str:
    words = [SPACES.sub(" ", element.text or "")]
    for child in element:
        if name_of(child) == "text:s":
            words.append(" " * number(get(child, "text:c")))
        elif name_of(child) in ("text:tab", "text:line-break"):
            words.append(" ")
        words += [_text(child), SPACES.sub(" ", child.tail or "")]
    return "".join(words).strip(" ") if element.tag == on("text:p") else "".join(words)
