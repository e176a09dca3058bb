"""What the environment says of an installation: where data are kept, which database, who asks."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dj_database_url

SECRET_FILE, DATABASE_FILE = "secret.key", "toguna.sqlite3"
SQLITE_OPTIONS = {
    # A writer takes its turn at once instead of failing when it first writes; readers never wait.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        "PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY;"
    ),
}


@dataclass(frozen=True)
class Environment:
    """The settings of an installation.

    `data` is the folder for the database and the secret of a site on one machine; `https` is
    whether people reach the site by https; `uploads` the most bytes that one file may have;
    `silence` the seconds without a word after which a job's worker is taken for dead; `demo`
    whether anybody on this machine may come in as one of the people of the sample dossier.
    """

    data: Path
    database_url: str
    secret: str
    hosts: list[str]
    trusted_origins: list[str]
    https: bool
    behind_proxy: bool
    time_zone: str
    uploads: int
    silence: int
    oidc: Mapping[str, str]
    demo: bool

    @classmethod
    def read(cls, environ: Mapping[str, str] = os.environ) -> Environment:
        """Take the settings from environment variables."""
        return cls(
            data=Path(environ.get("TOGUNA_DATA", "toguna-data")).expanduser(),
            database_url=environ.get("DATABASE_URL", ""),
            secret=environ.get("TOGUNA_SECRET_KEY", ""),
            hosts=_listed(environ.get("TOGUNA_HOSTS", "localhost,127.0.0.1,[::1]")),
            trusted_origins=_listed(environ.get("TOGUNA_ORIGINS", "")),
            https=environ.get("TOGUNA_HTTPS", "") == "1",
            behind_proxy=environ.get("TOGUNA_BEHIND_PROXY", "") == "1",
            time_zone=environ.get("TOGUNA_TIME_ZONE", "Africa/Bamako"),
            uploads=int(environ.get("TOGUNA_UPLOAD_MB", "50")) * 1024 * 1024,
            silence=int(environ.get("TOGUNA_SILENCE_SECONDS", "120")),
            oidc={
                name: environ[f"TOGUNA_OIDC_{name.upper()}"]
                for name in ("server", "client_id", "secret", "name")
                if f"TOGUNA_OIDC_{name.upper()}" in environ
            },
            demo=environ.get("TOGUNA_DEMO", "") == "1",
        )

    @property
    def on_postgresql(self) -> bool:
        """Whether data are in PostgreSQL, and tasks are run by workers of their own."""
        return self.database_url.startswith(("postgres://", "postgresql://"))

    def secret_key(self) -> str:
        """Give the site's secret: the one given, else one made once and kept in the data folder."""
        if self.secret:
            return self.secret
        path = self.data / SECRET_FILE
        if not path.exists():
            self.data.mkdir(parents=True, exist_ok=True)
            # Made aside and put in place at once: two processes that start end with the same one.
            fresh = path.with_suffix(f".{os.getpid()}")
            fresh.touch(mode=0o600)
            fresh.write_text(secrets.token_urlsafe(50))
            try:
                os.link(fresh, path)
            except FileExistsError:
                pass
            finally:
                fresh.unlink()
        return path.read_text()

    def database(self) -> dict[str, Any]:
        """Give Django's description of the database; on one machine its folder is made."""
        if self.database_url:
            return dict(
                dj_database_url.parse(self.database_url, conn_max_age=60, conn_health_checks=True)
            )
        self.data.mkdir(parents=True, exist_ok=True)
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": self.data / DATABASE_FILE,
            "OPTIONS": SQLITE_OPTIONS,
            "CONN_MAX_AGE": None,
            # Tests write to a file as well, so that threads and a real browser see the same data;
            # one a process, as several may run in one folder.
            "TEST": {"NAME": self.data / f"test-{os.getpid()}.db"},
        }

    def cache(self) -> dict[str, Any]:
        """Give Django's description of the cache, which also counts attempts (rate limits).

        It has room for more counts than can be made while they last: one that is full drops some,
        and who guesses would only have to fill it.
        """
        room = {"MAX_ENTRIES": 200_000}
        if self.on_postgresql:
            return {
                "BACKEND": "django.core.cache.backends.db.DatabaseCache",
                "LOCATION": "toguna_cache",
                "OPTIONS": room,
            }
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": room}

    def identity_providers(self) -> dict[str, Any]:
        """Give the OpenID Connect provider, where one is configured."""
        if not {"server", "client_id", "secret"} <= self.oidc.keys():
            return {}
        app = {
            "provider_id": "oidc",
            "name": self.oidc.get("name", "OpenID Connect"),
            "client_id": self.oidc["client_id"],
            "secret": self.oidc["secret"],
            "settings": {"server_url": self.oidc["server"]},
        }
        return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


def _listed(text: str) -> list[str]:
    return [one.strip() for one in text.split(",") if one.strip()]
