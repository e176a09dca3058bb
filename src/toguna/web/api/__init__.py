"""The API: everything that a page does, for programs; the same rights, by the same functions.

One module a subject, found by itself: a module that defines `ROUTER` has operations.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from ninja import NinjaAPI

from toguna import __version__
from toguna.web.api.described import Described
from toguna.web.api.frame import Key
from toguna.web.api.problems import handle_problems


@cache
def api() -> NinjaAPI:
    """Give the API with all its operations."""
    made = Described(
        title="Toguna",
        version=__version__,
        description=(
            "Everything that a page of a dossier does. A key is made on the page of one's "
            "account; it acts for its person, within its scopes and never beyond the person's "
            "rights in each dossier. What cannot be done is told as RFC 9457 has it, in French, "
            "or in English where Accept-Language prefers it."
        ),
        urls_namespace="api",
        openapi_url="/openapi.json",
        docs_url=None,
        auth=Key(),
    )
    handle_problems(made)
    for module in sorted(one.name for one in pkgutil.iter_modules(__path__)):
        router = getattr(importlib.import_module(f"{__name__}.{module}"), "ROUTER", None)
        if router is not None:
            made.add_router("", router, tags=[module])
    return made
