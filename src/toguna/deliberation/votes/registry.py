"""The voting rules that are known: one file each in the package `rules`, found by listing it."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from toguna.deliberation.votes import rules
from toguna.deliberation.votes.model import VotingRule


@cache
def voting_rules() -> tuple[VotingRule, ...]:
    """Give every voting rule, in the order of their modules' names."""
    names = sorted(module.name for module in pkgutil.iter_modules(rules.__path__))
    modules = (import_module(f"{rules.__name__}.{name}") for name in names)
    return tuple(module.RULE for module in modules)


def voting_rule(key: str) -> VotingRule:
    """Give the rule of a key.

    Raises:
        KeyError: no rule has it.
    """
    return {rule.key: rule for rule in voting_rules()}[key]
