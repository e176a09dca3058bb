"""The rules that are known: one file each in the package `rules`, found by listing it."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable
from functools import cache
from importlib import import_module

from toguna.adoption.check import rules
from toguna.adoption.check.model import Rule


@cache
def known_rules() -> tuple[Rule, ...]:
    """Give every rule, in the order of their modules' names."""
    names = sorted(module.name for module in pkgutil.iter_modules(rules.__path__))
    modules = (import_module(f"{rules.__name__}.{name}") for name in names)
    return tuple(module.RULE for module in modules)


def chosen_rules(only: Iterable[str] = (), skip: Iterable[str] = ()) -> tuple[Rule, ...]:
    """Give the rules of the ids `only` (all where it is empty), but for those of `skip`.

    Raises:
        KeyError: an id is no rule's; its argument is the id.
    """
    wanted, unwanted = list(only), list(skip)
    ids = {rule.id for rule in known_rules()}
    for name in (*wanted, *unwanted):
        if name not in ids:
            raise KeyError(name)
    return tuple(
        rule
        for rule in known_rules()
        if (not wanted or rule.id in wanted) and rule.id not in unwanted
    )
