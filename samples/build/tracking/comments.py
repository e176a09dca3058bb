"""Comments, their replies and their threads, in the four parts that Word gives them."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..ooxml.xml import Element, el, root, val
from ..typography import paragraph_id, typo
from ..writer.runs import run
from .copy import ReviewCopy
from .lines import Words


@dataclass
class Remark:
    """What one person says in a thread."""

    person: str
    date: str
    text: str


@dataclass
class Margin:
    """All the threads of a copy; each is anchored when it is made, before later edits."""

    desk: ReviewCopy
    people: dict[str, None] = field(default_factory=dict)
    comments: list[Element] = field(default_factory=list)
    extended: list[Element] = field(default_factory=list)
    ids: list[Element] = field(default_factory=list)

    def comment(self, place: Words, *remarks: Remark, resolved: bool = False) -> None:
        """A comment on some words, the replies to it, and whether the matter is closed."""
        first, start = "", len(self.comments)
        for number, remark in enumerate(remarks, start):
            key = paragraph_id(f"{self.desk.name} comment {number}")
            self.people[remark.person] = None
            self.comments.append(_comment(number, key, remark))
            self.extended.append(_extended(key, first, done=resolved))
            self.ids.append(_durable(key, f"{self.desk.name} durable {number}"))
            first = first or key
        _anchor(place, range(start, len(self.comments)))

    def write(self) -> None:
        """Add the four parts."""
        package = self.desk.package
        package.add("comments.xml", root("w:comments", *self.comments), "comments")
        package.add(
            "commentsExtended.xml", root("w15:commentsEx", *self.extended), "commentsExtended"
        )
        package.add("commentsIds.xml", root("w16cid:commentsIds", *self.ids), "commentsIds")
        package.add("people.xml", root("w15:people", *map(_person, self.people)), "people")


def _comment(number: int, key: str, remark: Remark) -> Element:
    mark = el("w:r", {}, el("w:rPr", {}, val("w:rStyle", "Marquedecommentaire")),
              el("w:annotationRef"))  # fmt: skip
    props = el("w:pPr", {}, val("w:pStyle", "Commentaire"))
    line = el("w:p", {"w14:paraId": key, "w14:textId": "77777777"}, props, mark,
              run(typo(remark.text)))  # fmt: skip
    return el(
        "w:comment",
        {"w:id": number, "w:author": remark.person, "w:date": remark.date,
         "w:initials": _initials(remark.person)},
        line,
    )  # fmt: skip


def _initials(person: str) -> str:
    words = [word for word in person.split() if word[0].isupper() and not word.endswith(".")]
    return "".join(word[0] for word in words if word not in {"Mme", "Dr", "Me"})


def _extended(key: str, parent: str, *, done: bool) -> Element:
    attributes: dict[str, object] = {"w15:paraId": key}
    if parent:
        attributes["w15:paraIdParent"] = parent
    return el("w15:commentEx", attributes | {"w15:done": int(done)})


def _durable(key: str, seed: str) -> Element:
    return el("w16cid:commentId", {"w16cid:paraId": key, "w16cid:durableId": paragraph_id(seed)})


def _person(name: str) -> Element:
    presence = {"w15:providerId": "None", "w15:userId": name}
    return el("w15:person", {"w15:author": name}, el("w15:presenceInfo", presence))


def _anchor(place: Words, numbers: range) -> None:
    """All the remarks of a thread stand on the same words."""
    runs = place.runs()
    first, last = _outermost(runs[0]), _outermost(runs[-1])
    for number in numbers:
        first.addprevious(el("w:commentRangeStart", {"w:id": number}))
    for number in reversed(numbers):
        style = el("w:rPr", {}, val("w:rStyle", "Marquedecommentaire"))
        last.addnext(el("w:r", {}, style, el("w:commentReference", {"w:id": number})))
        last.addnext(el("w:commentRangeEnd", {"w:id": number}))


def _outermost(node: Element) -> Element:
    """The run, or the tracked change that holds it."""
    while not node.getparent().tag.endswith("}p"):
        node = node.getparent()
    return node
