"""Giving a file to be kept: never shown by the browser as a page of the site."""

from __future__ import annotations

import io

from django.http import FileResponse


def download(data: bytes, filename: str) -> FileResponse:
    """Give bytes as a file under a name."""
    response = FileResponse(io.BytesIO(data), as_attachment=True, filename=filename)
    response.headers["Cache-Control"] = "private, no-store"
    return response
