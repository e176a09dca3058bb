"""Which models hang on a dossier, found from their relations, and in which order they are made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Field, ForeignKey, Model, QuerySet

from toguna.web.models import ApiToken, Blob, Dossier, Job, Organisation, PasswordLink, User

SHARED: tuple[type[Model], ...] = (User, Organisation, Blob)
"""What several dossiers have in common: found again on the other site by name or digest."""
PERSONAL: tuple[type[Model], ...] = (ApiToken, PasswordLink)
"""What opens a person's account on one site: it stays there."""


@dataclass(frozen=True, slots=True)
class Hanging:
    """A model whose rows belong to a dossier; `path` is the way to it, as a query asks."""

    model: type[Model]
    path: str

    @property
    def name(self) -> str:
        """The model's name, which is that of its file."""
        return str(self.model._meta.model_name)

    @property
    def fields(self) -> list[Field[Any, Any]]:
        """Its columns, without a number that the database gives."""
        return [one for one in self.model._meta.concrete_fields if not is_numbered_key(one)]

    def rows(self, dossier: Dossier) -> QuerySet[Model]:
        """Give the rows of a dossier in the order of their keys."""
        return self.model._default_manager.filter(**{self.path: dossier.pk}).order_by("pk")


@cache
def hanging() -> tuple[Hanging, ...]:
    """Give the models of a dossier, each after those that it cannot be without.

    Jobs are last, as their arguments may name any other.
    """
    paths = _paths()
    left = dict(
        sorted(paths.items(), key=lambda item: (item[0] is Job, str(item[0]._meta.model_name)))
    )
    ordered: list[Hanging] = []
    while left:
        ready = next(
            model
            for model in left
            if not any(target in left and target is not model for target in _required(model))
        )
        ordered.append(Hanging(ready, left.pop(ready)))
    return tuple(ordered)


def root_of(model: type[Model]) -> type[Model]:
    """Give the model whose key is a model's own: an answer's is that of its observation."""
    key = model._meta.pk
    while isinstance(key, ForeignKey):
        model = key.related_model
        key = model._meta.pk
    return model


def is_numbered_key(field: Field[Any, Any]) -> bool:
    """Tell whether a column is a key that the database numbers."""
    return field.primary_key and field.get_internal_type() in ("AutoField", "BigAutoField")


def is_numbered(model: type[Model]) -> bool:
    """Tell whether the rows of a model have a key that the database numbers."""
    return is_numbered_key(root_of(model)._meta.pk)


def references(model: type[Model]) -> Iterator[ForeignKey[Any, Any]]:
    """Give the columns of a model that name a row of another."""
    yield from (field for field in model._meta.concrete_fields if isinstance(field, ForeignKey))


def _required(model: type[Model]) -> list[type[Model]]:
    return [field.related_model for field in references(model) if not field.null]


def _paths() -> Mapping[type[Model], str]:
    """Give the way from each model to its dossier, over what it cannot be without if there is one.

    The tables of relations between many and many are models too.
    """
    models = list(apps.get_app_config("web").get_models(include_auto_created=True))
    paths: dict[type[Model], str] = {Dossier: "pk"}
    for optional in (False, True):
        while found := _nearer(models, paths, optional=optional):
            paths.update(found)
    return paths


def _nearer(
    models: list[type[Model]], paths: Mapping[type[Model], str], *, optional: bool
) -> dict[type[Model], str]:
    found = {}
    for model in models:
        if model in paths or model in SHARED or model in PERSONAL:
            continue
        for field in references(model):
            if field.related_model in paths and (optional or not field.null):
                way = paths[field.related_model]
                found[model] = field.name if way == "pk" else f"{field.name}__{way}"
                break
    return found
