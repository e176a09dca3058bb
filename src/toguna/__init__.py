"""Toguna: from one draft and many returns to one text, with nothing lost."""

__version__ = "0.1.0"
