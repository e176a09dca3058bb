"""The bare minimum of Office Open XML: elements and packages."""
