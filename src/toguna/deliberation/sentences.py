"""Sentences made of others."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from toguna.messages import Message, say


def listed(parts: Sequence[Message]) -> Message:
    """Put parts of a sentence one after the other, in whatever language it is read.

    Raises:
        TypeError: there are none.
    """
    return reduce(lambda one, other: say("{one}, {other}", one=one, other=other), parts)
