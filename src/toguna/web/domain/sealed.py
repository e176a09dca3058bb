"""Enciphering with the site's secret what nobody who reads the database may use: signing keys."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet
from django.conf import settings


def cipher(purpose: str) -> Fernet:
    """Give what enciphers keys of one purpose ("ledger"): made of the site's secret."""
    secret = hashlib.sha256(f"toguna/{purpose}-key\0{settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(secret))
