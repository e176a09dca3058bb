"""What a person writes to name a clause ("Axe 2, objectif 3", "§ 3.2 al. 2"), and finding it."""

from toguna.consultation.references.parser import Path, Reference, Step, parse
from toguna.consultation.references.resolver import Found, Resolver, resolve

__all__ = ["Found", "Path", "Reference", "Resolver", "Step", "parse", "resolve"]
