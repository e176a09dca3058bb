"""The pictures of the draft, drawn and encoded by these scripts."""

from collections.abc import Callable

from .scenes import cover_scene, pillars_scene

PICTURES: dict[str, Callable[[], bytes]] = {"couverture": cover_scene, "piliers": pillars_scene}
