"""What the server's log does not say: the secrets that addresses hold."""

from __future__ import annotations

import logging
import re

SECRET = re.compile(
    r"(?![0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b)(?<![\w:-])[\w:-]{24,}"
)
"""As long as the token of a link or a program's key is; what has the form of a UUID is none."""


class Discreet(logging.Filter):
    """Hides what could be a secret in the sentences of the log, not in its tracebacks."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through, without secrets."""
        record.msg, record.args = SECRET.sub("[…]", record.getMessage()), ()
        return True
