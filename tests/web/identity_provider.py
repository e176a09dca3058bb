"""A small OpenID Connect provider on this machine: enough of one for a whole sign-in."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlencode
from wsgiref.simple_server import WSGIRequestHandler, make_server

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "toguna", "secret du site"


class Provider:
    """Says who everybody is that comes: `person`, its claims. Each code serves once."""

    def __init__(self) -> None:
        self.person = {"sub": "42", "preferred_username": "awa.s", "name": "Awa Sissoko"}
        self.url = ""
        self.refuses = False
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self._codes: dict[str, tuple[str, str]] = {}

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        size = int(environ.get("CONTENT_LENGTH") or 0)
        asked = {k: v[0] for k, v in parse_qs(environ["QUERY_STRING"]).items()}
        sent = {k: v[0] for k, v in parse_qs(environ["wsgi.input"].read(size).decode()).items()}
        answers: dict[str, Callable[[], dict[str, Any]]] = {
            "/.well-known/openid-configuration": self._configuration,
            "/userinfo": lambda: self.person,
            "/token": lambda: self._token(sent),
        }
        if environ["PATH_INFO"] == "/authorize":
            start("302 Found", [("Location", self._authorized(asked))])
            return [b""]
        told = answers[environ["PATH_INFO"]]()
        start("400 Bad Request" if "error" in told else "200 OK", [("Content-Type", JSON)])
        return [json.dumps(told).encode()]

    def _configuration(self) -> dict[str, Any]:
        places = {name: f"{self.url}/{path}" for name, path in ENDPOINTS.items()}
        return {"issuer": self.url, **places}

    def _authorized(self, asked: dict[str, str]) -> str:
        back = {"state": asked["state"]}
        if self.refuses:
            return f"{asked['redirect_uri']}?{urlencode({**back, 'error': 'access_denied'})}"
        code = secrets.token_urlsafe(8)
        self._codes[code] = (asked["code_challenge"], asked.get("nonce", ""))
        return f"{asked['redirect_uri']}?{urlencode({**back, 'code': code})}"

    def _token(self, sent: dict[str, str]) -> dict[str, Any]:
        challenge, nonce = self._codes.pop(sent["code"], ("", ""))
        proof = hashlib.sha256(sent["code_verifier"].encode()).digest()
        right = base64.urlsafe_b64encode(proof).rstrip(b"=").decode() == challenge
        if not right or sent.get("client_secret") != SECRET:
            return {"error": "invalid_grant"}
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 60, "nonce": nonce}
        token = jwt.encode({**claims, **self.person}, self._key, algorithm="RS256")
        return {"access_token": "access", "token_type": "Bearer", "id_token": token}


JSON = "application/json"
ENDPOINTS = {
    "authorization_endpoint": "authorize",
    "token_endpoint": "token",
    "userinfo_endpoint": "userinfo",
    "jwks_uri": "keys",
}


class _Quiet(WSGIRequestHandler):
    def log_request(self, code: object = "-", size: object = "-") -> None:
        """Say nothing."""


@contextmanager
def serving() -> Iterator[Provider]:
    """Run a provider on this machine while a test goes on."""
    provider = Provider()
    server = make_server("127.0.0.1", 0, provider, handler_class=_Quiet)
    provider.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
