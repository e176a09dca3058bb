"""The values of columns, told as JSON and read again."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db.models import BinaryField, DateField, DateTimeField, Field, JSONField, UUIDField

SEALED = {"ledger": "ledger", "machine": "room", "signingcertificate": "signing"}
"""The models that have a private key, and for which purpose it is enciphered on a site."""
KEY = "private_key"


def told(value: Any) -> Any:
    """Tell the value of a column as JSON can."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    return value


def read(field: Field[Any, Any], value: Any) -> Any:
    """Read the value of a column.

    Raises:
        ValueError: it is none. So it may be with TypeError.
    """
    if value is None or isinstance(field, JSONField):
        return value
    if isinstance(field, BinaryField):
        return base64.b64decode(value, validate=True)
    if isinstance(field, DateTimeField):
        return datetime.fromisoformat(value)
    if isinstance(field, DateField):
        return date.fromisoformat(value)
    if isinstance(field, UUIDField):
        return UUID(value)
    return value


def line(row: Mapping[str, Any]) -> bytes:
    """Write a row: the same values give the same bytes, whatever order a database keeps."""
    text = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode() + b"\n"
