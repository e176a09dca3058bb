"""The few things that are asked of LibreOffice, on request only."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

_PDF_WITH_BOOKMARKS = (
    'pdf:writer_pdf_Export:{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"}}'
)


def convert(source: Path, target: Path, kind: str) -> None:
    """Open a file and save it as another kind, with a profile of its own."""
    program = shutil.which("soffice")
    if program is None:
        raise SystemExit("LibreOffice (soffice) is needed for this option")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [program, f"-env:UserInstallation=file://{folder}/profile", "--headless",
             "--convert-to", kind, "--outdir", folder, str(source)],
            check=True, capture_output=True,
        )  # fmt: skip
        made = Path(folder, source.stem).with_suffix("." + kind.split(":", maxsplit=1)[0])
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(made.read_bytes())


def pdf_with_bookmarks(source: Path, target: Path) -> None:
    convert(source, target, _PDF_WITH_BOOKMARKS)
