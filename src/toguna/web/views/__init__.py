"""Pages: one module a subject, found by itself; a module that defines `URLS` has pages."""

from __future__ import annotations

import importlib
import pkgutil

from django.urls import URLPattern, URLResolver


def urls() -> list[URLPattern | URLResolver]:
    """Give the addresses of all pages, in the order of their modules' names."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = (importlib.import_module(f"{__name__}.{name}") for name in names)
    return [url for module in modules for url in getattr(module, "URLS", ())]
