"""How rows name one another in a backup: by name, by digest, or by rank among the dossier's."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.db.models import Field, ForeignKey, Model

from toguna.web.domain.backup.hanging import hanging, is_numbered, root_of
from toguna.web.domain.backup.values import read, told
from toguna.web.models import Blob, Organisation, User

NAMED: dict[type[Model], str] = {User: "username", Organisation: "label"}
"""What several dossiers share, and the column that tells which it is on every site."""


class Ranks:
    """The numbered keys of a dossier's rows by model, in order; a rank begins at 1."""

    def __init__(self) -> None:
        self._keys: defaultdict[type[Model], array[int]] = defaultdict(lambda: array("q"))

    def add(self, model: type[Model], key: int) -> None:
        """Note the key of the next row of a model."""
        self._keys[root_of(model)].append(key)

    def rank(self, model: type[Model], key: int) -> int:
        """Give the rank of a key; keys were noted from the smallest to the greatest.

        Raises:
            KeyError: it is none of the dossier's.
        """
        keys = self._keys[root_of(model)]
        at = bisect_left(keys, key)
        if at == len(keys) or keys[at] != key:
            raise KeyError(key)
        return at + 1

    def key(self, model: type[Model], rank: int) -> int:
        """Give the key of a rank.

        Raises:
            LookupError: there is none (yet).
        """
        keys = self._keys[root_of(model)]
        if not 0 < rank <= len(keys):
            raise LookupError(rank)
        return keys[rank - 1]


class Names:
    """The people and organisations of a site, by key and by name."""

    def __init__(self) -> None:
        self.used: dict[type[Model], set[int]] = {model: set() for model in NAMED}
        self._names = {
            model: dict(model._default_manager.values_list("pk", column))
            for model, column in NAMED.items()
        }
        self._keys = {
            model: {name: key for key, name in names.items()}
            for model, names in self._names.items()
        }

    def name(self, model: type[Model], key: int) -> str:
        """Give a name, and note that it is used."""
        self.used[model].add(key)
        return str(self._names[model][key])

    def key(self, model: type[Model], name: str) -> int:
        """Give the key of a name.

        Raises:
            KeyError: it has none.
        """
        return int(self._keys[model][name])


def told_reference(field: ForeignKey[Any, Any], key: Any, ranks: Ranks, names: Names) -> Any:
    """Tell which row a column names."""
    target = field.related_model
    if key is None or target is Blob:
        return key
    if target in NAMED:
        return names.name(target, key)
    return ranks.rank(target, key) if is_numbered(target) else told(key)


def read_reference(field: ForeignKey[Any, Any], value: Any, ranks: Ranks, names: Names) -> Any:
    """Give the key of the row that a column names.

    Raises:
        LookupError: there is none.
    """
    target = field.related_model
    if value is None or target is Blob:
        return value
    if target in NAMED:
        return names.key(target, value)
    return ranks.key(target, value) if is_numbered(target) else read(key_of(target), value)


def key_of(model: type[Model]) -> Field[Any, Any]:
    """Give the column of a model's key, that of its root where it has another's."""
    return root_of(model)._meta.pk


def told_arguments(arguments: dict[str, Any], ranks: Ranks) -> dict[str, Any]:
    """Tell the arguments of a job: what they name by number is told by rank, 0 where it is gone."""
    return _each(arguments, ranks.rank)


def read_arguments(arguments: dict[str, Any], ranks: Ranks) -> dict[str, Any]:
    """Read the arguments of a job."""
    return _each(arguments, ranks.key)


def _each(arguments: dict[str, Any], give: Callable[[type[Model], int], int]) -> dict[str, Any]:
    models = {one.name: one.model for one in hanging() if is_numbered(one.model)}
    changed = dict(arguments)
    for name, value in arguments.items():
        if name in models and isinstance(value, int):
            try:
                changed[name] = give(models[name], value)
            except LookupError:
                changed[name] = 0
    return changed
