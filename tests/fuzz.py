"""Hurt the real files at random, and see that each is read or refused with a clear sentence.

    python -m tests.fuzz --minutes 5 [--seed 1] [--data ../shared/corpus/docx]

Zip members are cut, dropped, repeated or swapped; XML elements are dropped, repeated, moved,
renamed or wrapped; attributes take absurd values. What breaks is printed with the seed that
makes it again (`--only SEED`). What was found is kept in tests/text/test_hostile.py.
Whether the laws of the weave hold is counted, and said with `--laws`; they are promised for
files that a program can write, not for runs within runs.
"""

from __future__ import annotations

import argparse
import io
import random
import signal
import sys
import time
import traceback
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

from lxml import etree

from tests.conftest import CORPUS
from tests.oracles import signatures
from tests.weave.pipeline import of_label, resolved, weave_of
from toguna.text.content import Side
from toguna.text.document import Document
from toguna.text.docx.document import read_word
from toguna.text.docx.resolve import accept_all, reject_all
from toguna.text.errors import UnreadableFile
from toguna.text.ooxml import W

SECONDS_A_FILE = 20
LARGEST = 300_000
Parts = list[tuple[str, bytes]]
ABSURD = (
    "",
    "0",
    "-1",
    "x",
    "999999999",
    "99999999999999999999",
    "1.5",
    "\u00a0",
    "true",
    "%s",
    "²",
)
TAGS = tuple(
    W + name
    for name in (
        "p", "r", "t", "tbl", "tr", "tc", "sdt", "sdtContent", "ins", "del", "moveFrom", "moveTo",
        "fldChar", "fldSimple", "instrText", "delText", "pPr", "rPr", "trPr", "tcPr", "sectPr",
        "numPr", "txbxContent", "footnoteReference", "commentRangeStart", "hyperlink", "pict",
        "rPrChange", "pPrChange", "cellIns", "cellDel", "customXml", "drawing", "body",
    )
)  # fmt: skip


class Hang(Exception):
    """A file took longer than any file may."""


def mutant(data: bytes, dice: random.Random) -> bytes:
    """Give a file hurt in one to four places."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    for _ in range(dice.randint(1, 4)):
        if parts and dice.random() < 0.15:
            dice.choice(ZIP_MUTATIONS)(parts, dice)
        elif parts:
            _hurt_xml(parts, dice)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    hurt = buffer.getvalue()
    if dice.random() < 0.03:
        hurt = hurt[: dice.randrange(len(hurt))]
    elif dice.random() < 0.03:
        at = dice.randrange(len(hurt))
        hurt = hurt[:at] + bytes([dice.randrange(256)]) + hurt[at + 1 :]
    return hurt


# The zip


def _drop_part(parts: Parts, dice: random.Random) -> None:
    del parts[dice.randrange(len(parts))]


def _repeat_part(parts: Parts, dice: random.Random) -> None:
    parts.append((dice.choice(parts)[0], dice.choice(parts)[1]))


def _swap_parts(parts: Parts, dice: random.Random) -> None:
    one, other = dice.randrange(len(parts)), dice.randrange(len(parts))
    (name, content), (other_name, other_content) = parts[one], parts[other]
    parts[one], parts[other] = (name, other_content), (other_name, content)


def _cut_part(parts: Parts, dice: random.Random) -> None:
    at = dice.randrange(len(parts))
    name, content = parts[at]
    parts[at] = (name, content[: dice.randrange(len(content) + 1)])


ZIP_MUTATIONS: tuple[Callable[[Parts, random.Random], None], ...] = (
    _drop_part, _repeat_part, _swap_parts, _cut_part,
)  # fmt: skip


# The XML


def _hurt_xml(parts: Parts, dice: random.Random) -> None:
    places = [n for n, (name, _) in enumerate(parts) if name.endswith((".xml", ".rels"))]
    main = [n for n in places if parts[n][0] == "word/document.xml"]
    if not places:
        return
    at = main[0] if main and dice.random() < 0.6 else dice.choice(places)
    name, content = parts[at]
    try:
        root = etree.fromstring(content)
    except etree.XMLSyntaxError:
        return
    elements = [e for e in root.iter() if isinstance(e.tag, str) and e is not root]
    if elements:
        dice.choice(XML_MUTATIONS)(elements, dice)
    parts[at] = (name, etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


Elements = list[etree._Element]


def _drop(elements: Elements, dice: random.Random) -> None:
    element = dice.choice(elements)
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def _unwrap(elements: Elements, dice: random.Random) -> None:
    element = dice.choice(elements)
    parent = element.getparent()
    assert parent is not None
    at = parent.index(element)
    parent[at : at + 1] = list(element)


def _repeat(elements: Elements, dice: random.Random) -> None:
    element = dice.choice(elements)
    element.addnext(deepcopy(element))


def _move(elements: Elements, dice: random.Random) -> None:
    """Put an element, or a copy of it, anywhere: into itself only as a copy."""
    element, place = dice.choice(elements), dice.choice(elements)
    place.insert(dice.randint(0, len(place)), deepcopy(element))
    if dice.random() < 0.5:
        _remove(element)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _rename(elements: Elements, dice: random.Random) -> None:
    dice.choice(elements).tag = dice.choice(TAGS)


def _wrap(elements: Elements, dice: random.Random) -> None:
    element = dice.choice(elements)
    for _ in range(dice.choice((1, 1, 2, 3, 60))):
        parent = element.getparent()
        assert parent is not None
        wrapper = element.makeelement(dice.choice(TAGS), {W + "author": "Z", W + "id": "7"})
        parent.replace(element, wrapper)
        wrapper.append(element)


def _set_attribute(elements: Elements, dice: random.Random) -> None:
    element = dice.choice(elements)
    others = [value for other in dice.sample(elements, min(20, len(elements)))
              for value in other.attrib.values()]  # fmt: skip
    names = list(element.attrib) or [W + "val"]
    values = ABSURD if dice.random() < 0.5 or not others else others
    element.set(dice.choice(names), str(dice.choice(values)))


def _drop_attribute(elements: Elements, dice: random.Random) -> None:
    element = dice.choice(elements)
    if element.attrib:
        del element.attrib[dice.choice(list(element.attrib))]


def _set_text(elements: Elements, dice: random.Random) -> None:
    dice.choice(elements).text = dice.choice(("", "x" * 5000, "\n\r\t", "\u2029\U000f0001", "TOC"))


def _add_tracked(elements: Elements, dice: random.Random) -> None:
    """Put an empty tracked change anywhere: also where none belongs."""
    element = dice.choice(elements)
    tag = dice.choice(("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "rPrChange"))
    element.insert(0, element.makeelement(W + tag, {W + "author": "Z", W + "id": "8"}))


XML_MUTATIONS: tuple[Callable[[Elements, random.Random], None], ...] = (
    _drop, _unwrap, _repeat, _move, _move, _rename, _wrap, _set_attribute, _set_attribute,
    _drop_attribute, _set_text, _add_tracked,
)  # fmt: skip


# What is asked of each


def judge(data: bytes) -> str:
    """Read a file in every way: "read" or "refused", or which law it breaks.

    Anything but an `UnreadableFile` is raised. One that has a damaged part of no concern to the
    reader is refused late, when it is to be written.
    """
    try:
        return _judge(data)
    except UnreadableFile as error:
        return "refused" if ".docx : " in str(error) else "refused without a name"


def _judge(data: bytes) -> str:
    word = read_word(data, "abîmé.docx")
    clauses = Document(word).clauses
    assert len(clauses.by_id) == len(clauses.all)
    for clause in clauses.all:
        clauses.cite(clause)
    draft = resolved(data, reject_all)
    result = weave_of(draft, [("A", data)]).docx
    for what, verdict, wanted in (
        ("draft", reject_all, draft),
        ("copy", of_label("A"), resolved(data, accept_all)),
    ):
        got = signatures_of(resolved(result, verdict))
        if got != signatures_of(wanted):
            return f"read, but the {what} cannot be had back"
    return "read"


def signatures_of(data: bytes) -> dict[str, str]:
    """What is compared of a file: keys of inline things, as their characters differ by run."""
    word = read_word(data, "abîmé.docx")
    return {
        name: "".join(word.atoms.key(char) or char for char in text)
        for name, text in signatures(word, Side.AFTER).items()
    }


def _too_long(*_: object) -> None:
    raise Hang


def main() -> None:
    """Hurt files until the time is up; end with a status that tells whether any broke."""
    arguments = _arguments()
    files = [f for f in sorted(arguments.data.rglob("*.docx")) if _is_food(f)]
    signal.signal(signal.SIGALRM, _too_long)
    warnings.filterwarnings("ignore", "Duplicate name")
    outcomes: Counter[str] = Counter()
    until = time.monotonic() + 60 * arguments.minutes
    seed = arguments.seed if arguments.only is None else arguments.only
    while time.monotonic() < until:
        outcomes[_try(files, seed, arguments.laws)] += 1
        if arguments.only is not None:
            break
        seed += 1
    _say(str(dict(outcomes)))
    sys.exit("broken" in outcomes)


def _try(files: list[Path], seed: int, laws: bool) -> str:
    dice = random.Random(seed)
    file = dice.choice(files)
    hurt = mutant(file.read_bytes(), dice)
    signal.alarm(SECONDS_A_FILE)
    try:
        outcome = judge(hurt)
    except Exception:  # whatever it is, it is what is looked for
        _say(f"seed {seed}: {file.name}")
        traceback.print_exc(file=sys.stdout, limit=-4)
        return "broken"
    finally:
        signal.alarm(0)
    if laws and outcome not in ("read", "refused"):
        _say(f"seed {seed}: {file.name}: {outcome}")
    return outcome


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def _is_food(file: Path) -> bool:
    """Tell whether a file is whole, is read as it is, and is not too long to be hurt often."""
    data = file.read_bytes()
    try:
        read_word(data, file.name)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return len(data) < LARGEST and archive.testzip() is None
    except (UnreadableFile, zipfile.BadZipFile):
        return False


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="hurt one file again, as this seed does")
    parser.add_argument("--laws", action="store_true", help="say where a law does not hold")
    parser.add_argument("--data", type=Path, default=CORPUS / "docx")
    return parser.parse_args()


if __name__ == "__main__":
    main()
