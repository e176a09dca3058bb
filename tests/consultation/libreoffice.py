"""What LibreOffice makes of a file."""

from __future__ import annotations

import subprocess
from pathlib import Path


def converted(data: bytes, filename: str, suffix: str, folder: Path) -> bytes:
    """Give a file as LibreOffice saves it in another format, or again in its own."""
    source = folder / "avant" / filename
    source.parent.mkdir(exist_ok=True)
    source.write_bytes(data)
    profile = (folder / "profil").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", suffix,
         "--outdir", str(folder), str(source)],
        check=True,
        capture_output=True,
        timeout=120,
    )  # fmt: skip
    return (folder / f"{source.stem}.{suffix}").read_bytes()


def as_pdf(data: bytes, filename: str, folder: Path) -> bytes:
    """Give a document as LibreOffice prints it."""
    return converted(data, filename, "pdf", folder)
