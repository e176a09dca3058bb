"""An entry that a copy of the ledger does not show: only the hash of its leaf stands there.

The heads hold all the same. Only entries that commit to something can be withheld: the salt of
the commitment keeps anybody from trying out entries until one has that hash.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from toguna.adoption.ledger.canonical import encode

SCHEMA = "toguna/withheld/1"
LINE = re.compile(
    rb'\{"index":(0|[1-9][0-9]{0,15}),"leaf":"([0-9a-f]{64})","schema":"toguna/withheld/1"\}'
)


@dataclass(frozen=True, slots=True)
class Withheld:
    """The number of an entry that is not shown, and the hash of its leaf."""

    index: int
    leaf: bytes

    def write(self) -> bytes:
        """Write the line that stands in the entry's place, in canonical form."""
        return encode({"schema": SCHEMA, "index": self.index, "leaf": self.leaf.hex()})

    @classmethod
    def read(cls, line: bytes) -> Withheld | None:
        """Read such a line; None where it is something else."""
        match = LINE.fullmatch(line)
        return None if match is None else cls(int(match[1]), bytes.fromhex(match[2].decode()))
