"""Taking the French sentences out of Django's templates, for Babel."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, Any

from django.template.base import Lexer, Token, TokenType

QUOTED = r"""(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')"""
TRANSLATE = re.compile(rf"^(?:trans|translate)\s+{QUOTED}")
CONTEXT = re.compile(rf"\bcontext\s+{QUOTED}")
INLINE = re.compile(rf"_\(\s*{QUOTED}\s*\)")
BLOCK, PLURAL, END = (
    re.compile(r"^blocktrans(?:late)?\b"),
    re.compile(r"^plural\b"),
    re.compile(r"^endblocktrans(?:late)?\b"),
)
Found = tuple[int, str, Any, list[str]]


def extract(
    file: IO[bytes], keywords: object, comment_tags: object, options: object
) -> Iterator[Found]:
    """Give the sentences of a template: line, function, message or (singular, plural), comments."""
    tokens = iter(Lexer(file.read().decode()).tokenize())
    for token in tokens:
        if token.token_type is TokenType.BLOCK:
            if BLOCK.match(token.contents):
                yield _block(token, tokens)
                continue
            match = TRANSLATE.match(token.contents)
            if match:
                yield token.lineno or 0, "gettext", _unquoted(match), []
                continue
        if token.token_type in (TokenType.BLOCK, TokenType.VAR):
            for match in INLINE.finditer(token.contents):
                yield token.lineno or 0, "gettext", _unquoted(match), []


def _unquoted(match: re.Match[str]) -> str:
    text = match[1] if match[1] is not None else match[2]
    return re.sub(r"\\(.)", r"\1", text).replace("%", "%%") if "%" in text else text


def _block(opening: Token, tokens: Iterator[Token]) -> Found:
    """Read a block up to its end, as Django does: `trimmed` joins its lines."""
    parts: list[list[str]] = [[]]
    for token in tokens:
        if token.token_type is TokenType.BLOCK and END.match(token.contents):
            break
        if token.token_type is TokenType.BLOCK and PLURAL.match(token.contents):
            parts.append([])
        elif token.token_type is TokenType.TEXT:
            parts[-1].append(token.contents.replace("%", "%%"))
        elif token.token_type is TokenType.VAR:
            parts[-1].append(f"%({token.contents})s")
    texts = ["".join(part) for part in parts]
    if re.search(r"\btrimmed\b", opening.contents):
        texts = [" ".join(line.strip() for line in text.strip().splitlines()) for text in texts]
    line = opening.lineno or 0
    if len(texts) == 1:
        return line, "gettext", texts[0], []
    return line, "ngettext", (texts[0], texts[1]), []
