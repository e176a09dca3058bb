"""At which address people of the room reach the site."""

from __future__ import annotations

import socket
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse


def lan_address() -> str:
    """Give the address that this machine has on the network that it is on."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # nothing is sent: only the way there is asked for
        except OSError:
            return socket.gethostbyname(socket.gethostname())
        return str(probe.getsockname()[0])


def site_address(request: HttpRequest) -> str:
    """Give the site's address for others: on a laptop that listens for the room, not its own.

    The administrator may well be at that laptop, on 127.0.0.1, which no telephone can open.
    """
    asked = request.build_absolute_uri("/").rstrip("/")
    if opens_elsewhere(asked) or settings.TOGUNA.hosts != ["*"]:
        return asked
    return f"{request.scheme}://{lan_address()}:{request.get_port()}"


def opens_elsewhere(address: str) -> bool:
    """Tell whether an address can be opened on other machines than the site's."""
    host = urlsplit(address).hostname or ""
    try:
        return not ip_address(host).is_loopback
    except ValueError:
        return host != "localhost"


def invitation_link(address: str, token: str) -> str:
    """Give the link that opens an invitation, at the site's address."""
    return address + reverse("invitation_open", args=(token,))


def password_link(address: str, token: str) -> str:
    """Give the link with which somebody chooses a new password, at the site's address."""
    return address + reverse("password_link", args=(token,))
