"""The comparison of agencies, shown as facts beside the options."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from toguna.deliberation.agencies.evidence import beside, facts
from toguna.deliberation.agencies.model import Agency
from toguna.deliberation.agencies.reading import kind_named, read_agencies
from toguna.deliberation.model import Fact, Option
from toguna.deliberation.reading.values import parts
from toguna.messages import Translate
from toguna.web.models import Deliberation

FOLDER = Path(__file__).parents[5] / "samples" / "agences"
FILES = ("agences.csv", "ancrages.csv")


@cache
def known_agencies() -> tuple[Agency, ...]:
    """Give the agencies that come with Toguna, none where the comparison is not installed."""
    paths = [FOLDER / name for name in FILES]
    if not all(path.is_file() for path in paths):
        return ()
    return read_agencies(paths[0].read_bytes(), paths[1].read_bytes(), FILES).agencies


def agencies_of(deliberation: Deliberation) -> tuple[Agency, ...]:
    """Give the agencies that a deliberation shows."""
    return known_agencies() if deliberation.with_agencies else ()


def facts_beside(
    deliberation: Deliberation, option: Option, translate: Translate = str
) -> list[Fact]:
    """Give what is known of agencies under the same kind of body, each with its source."""
    kinds = [kind for word in parts(option.kind) if (kind := kind_named(word)) is not None]
    agencies = agencies_of(deliberation)
    return [fact for kind in kinds for fact in facts(beside(agencies, kind), translate)]
