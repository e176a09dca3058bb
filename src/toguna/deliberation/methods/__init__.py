"""The methods that rank options by their values on criteria: one module a method, found by itself.

A module of this package that defines `METHOD` is a method.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from toguna.deliberation.method import Method


@cache
def methods() -> tuple[Method, ...]:
    """Give the methods that are known, by the names of their modules."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = (importlib.import_module(f"{__name__}.{name}") for name in names)
    return tuple(module.METHOD for module in modules if hasattr(module, "METHOD"))


def method(key: str) -> Method:
    """Give the method of a key.

    Raises:
        KeyError: no method has it; its argument is the key.
    """
    for known in methods():
        if known.key == key:
            return known
    raise KeyError(key)
