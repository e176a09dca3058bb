"""What a package says of itself: its title, and when it was last saved."""

from __future__ import annotations

from toguna.text.package import Package

CORE = "docProps/core.xml"


def last_modified(package: Package) -> str | None:
    """Give when a file was last saved, as written there ("2025-06-17T09:30:00Z")."""
    return _property(package, "modified")


def title(package: Package) -> str | None:
    """Give the title in a file's properties."""
    return _property(package, "title")


def _property(package: Package, name: str) -> str | None:
    root = package.optional_root(package.related("", "core-properties") or CORE)
    if root is None:
        return None
    found = next(root.iter(f"{{*}}{name}"), None)
    return None if found is None or not found.text else found.text.strip() or None
