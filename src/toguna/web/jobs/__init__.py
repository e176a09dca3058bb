"""Long work in the background: one module a task, found by itself.

A module of this package that defines `TASK` is a task: a function of a job and of a progress.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from toguna.consultation.consolidate import Progress

if TYPE_CHECKING:
    from toguna.web.models import Job

Task = Callable[["Job", Progress], None]


@cache
def tasks() -> dict[str, Task]:
    """Give the tasks by the names of their modules."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = {name: importlib.import_module(f"{__name__}.{name}") for name in names}
    return {name: module.TASK for name, module in modules.items() if hasattr(module, "TASK")}
