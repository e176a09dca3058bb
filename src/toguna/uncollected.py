"""Long work without the search for objects that hold each other in a circle.

Python frees what nobody holds any more at once; only circles wait for its collector, which looks
through everything that is alive again and again while a lot is built. Where nothing that is built
holds itself in a circle, that search costs a quarter of the time and finds nothing.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Let the collector rest, then work again if it did before."""
    worked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if worked:
            gc.enable()
