"""What the pieces of the writer share while one document is written."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from ..ooxml.package import Package
from ..typography import paragraph_id, rsid
from .model import Place
from .outline import Outline


@dataclass
class Context:
    """Counters, numbers and the note texts met so far."""

    outline: Outline
    version: str
    package: Package = field(default_factory=Package)
    notes: dict[str, str] = field(default_factory=dict)
    used_notes: list[str] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    pages: dict[str, int] = field(default_factory=dict)
    _bookmarks: int = 0
    _drawings: int = 0
    _keys: dict[str, int] = field(default_factory=dict)

    def next_bookmark(self) -> int:
        self._bookmarks += 1
        return self._bookmarks

    def next_drawing(self) -> int:
        self._drawings += 1
        return self._drawings

    def note_id(self, name: str) -> int:
        """Footnotes are numbered in the order in which the text calls them."""
        self.used_notes.append(name)
        return len(self.used_notes)

    def paragraph_attributes(self, key: str) -> dict[str, object]:
        """The ids that Word puts on a paragraph; the same key twice gives two ids."""
        seen = self._keys[key] = self._keys.get(key, 0) + 1
        unique = key if seen == 1 else f"{key} #{seen}"
        return {
            "w14:paraId": paragraph_id(unique),
            "w14:textId": "77777777",
            "w:rsidR": rsid(f"draft {len(key) % 5}"),
            "w:rsidRDefault": rsid(f"draft {len(key) % 3}"),
        }


def bookmark_name(anchor: str, prefix: str = "_Ref") -> str:
    """The name of the hidden bookmark that Word would make for a reference."""
    number = int(hashlib.sha256(anchor.encode()).hexdigest()[:8], 16) % 900_000_000 + 100_000_000
    return f"{prefix}{number}"
