"""Keeping the bytes of files, once each."""

from __future__ import annotations

import hashlib

from toguna.web.models import Blob


def keep(data: bytes) -> Blob:
    """Keep bytes and give where; the same bytes are kept once."""
    digest = hashlib.sha256(data).hexdigest()
    blob, _ = Blob.objects.get_or_create(sha256=digest, defaults={"size": len(data), "data": data})
    return blob


def bytes_of(sha256: str) -> bytes:
    """Give the bytes kept under a digest.

    Raises:
        Blob.DoesNotExist: nothing is.
    """
    return bytes(Blob.objects.values_list("data", flat=True).get(pk=sha256))
