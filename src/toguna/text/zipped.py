"""Files put into one ZIP archive: the same files give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

from toguna.text.package import ZIP_EPOCH

READ_BY_ALL = 0o644 << 16


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Put files into one archive, each under its path, in the order in which they come."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for path, data in files:
            entry = zipfile.ZipInfo(path, ZIP_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = READ_BY_ALL
            archive.writestr(entry, data)
    return stream.getvalue()
