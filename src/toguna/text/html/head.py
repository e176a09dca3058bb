"""The head of a page that needs nothing else: its style is in it, its policy allows only that."""

from __future__ import annotations

import base64
import hashlib

from toguna.text.html.tags import Html, tag


def head(
    title: str, style: str, script: str = "", *, pictures: bool = True, generator: str = ""
) -> Html:
    """Give the head of a page that may ask nothing of any network.

    Its policy names the one style, and the one script where there is one, by their digests;
    `pictures` says whether the page may hold some.
    """
    policy = [
        "default-src 'none'",
        *([f"script-src 'sha256-{_digest(script)}'"] if script else []),
        f"style-src 'sha256-{_digest(style)}'",
        *(["img-src data:"] if pictures else []),
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        *([tag("meta", name="generator", content=generator)] if generator else []),
        tag("meta", http_equiv="Content-Security-Policy", content="; ".join(policy)),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", title),
        tag("style", Html(style)),
    )


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")
