"""OpenDocument texts written by hand for the tests: only what a story needs."""

from __future__ import annotations

import io
import zipfile

PREFIXES = {
    "office": "office:1.0", "style": "style:1.0", "text": "text:1.0", "table": "table:1.0",
    "draw": "drawing:1.0", "fo": "xsl-fo-compatible:1.0", "svg": "svg-compatible:1.0",
}  # fmt: skip
OTHERS = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    "field": "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0",
}
NAMESPACES = " ".join(
    [f'xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{u}"' for p, u in PREFIXES.items()]
    + [f'xmlns:{p}="{u}"' for p, u in OTHERS.items()]
)
MIMETYPE = "application/vnd.oasis.opendocument.text"
MANIFEST = (
    '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" m:version="1.3">'
    f'<m:file-entry m:full-path="/" m:media-type="{MIMETYPE}"/>'
    '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/>'
    '<m:file-entry m:full-path="styles.xml" m:media-type="text/xml"/></m:manifest>'
)


def content(body: str, automatic: str = "") -> bytes:
    return (
        f'<office:document-content {NAMESPACES} office:version="1.3">'
        f"<office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    ).encode()


def styles(common: str = "", automatic: str = "", master: str = "") -> bytes:
    return (
        f'<office:document-styles {NAMESPACES} office:version="1.3">'
        f"<office:styles>{common}</office:styles>"
        f"<office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:master-styles>{master}</office:master-styles></office:document-styles>"
    ).encode()


def odt(
    body: str,
    *,
    automatic: str = "",
    styles_part: bytes = b"",
    manifest: str = MANIFEST,
    **parts: bytes,
) -> bytes:
    """The bytes of an ODT; `parts` are more parts, `__` in their names stands for `/`."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", MIMETYPE)
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content(body, automatic))
        archive.writestr("styles.xml", styles_part or styles())
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return buffer.getvalue()


def flat(body: str) -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {NAMESPACES} '
        f'office:mimetype="{MIMETYPE}"><office:body><office:text>{body}</office:text>'
        "</office:body></office:document>"
    ).encode()


def region(identifier: str, kind: str, author: str, deleted: str = "") -> str:
    return (
        f'<text:changed-region text:id="{identifier}"><text:{kind}><office:change-info>'
        f"<dc:creator>{author}</dc:creator><dc:date>2026-03-01T09:30:00.123456789</dc:date>"
        f"</office:change-info>{deleted}</text:{kind}></text:changed-region>"
    )
