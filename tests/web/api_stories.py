"""Programs that act for people: their keys, and requests made of the API's own description."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from tests.consultation.story import docx
from tests.web.stories import DRAFT, Story
from toguna.web.api import api
from toguna.web.api.described import example
from toguna.web.domain.tokens import SCOPES, new_api_token

ROOT = "/api/v1"
PLACE = re.compile(r"\{(?:\w+:)?(\w+)\}")
UUID = "00000000-0000-4000-8000-000000000001"


@dataclass
class Program:
    """A program with a key."""

    key: str
    language: str = "fr"

    def ask(
        self, method: str, path: str, body: Any = None, data: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Make a request: of JSON (`body`), or of a form with files (`data`)."""
        headers = {"Authorization": f"Bearer {self.key}", "Accept-Language": self.language}
        client, url = Client(raise_request_exception=False), f"{ROOT}{path}"
        if data is not None:
            return client.post(url, data, headers=headers)
        sent = "" if body is None else json.dumps(body)
        return client.generic(method, url, sent, content_type="application/json", headers=headers)

    def get(self, path: str) -> Any:
        response = self.ask("GET", path)
        assert response.status_code == 200, response.content
        return json.loads(response.content)

    def send(self, path: str, body: Any = None, method: str = "POST", status: int = 200) -> Any:
        response = self.ask(method, path, {} if body is None else body)
        assert response.status_code == status, response.content
        return json.loads(response.content)


def program(story: Story, name: str, *scopes: str) -> Program:
    """Give a program the key of somebody, for everything where no scope is said."""
    return Program(new_api_token(story.people[name], "essai", scopes or SCOPES))


@cache
def described() -> dict[str, Any]:
    """Give the description of the API."""
    return json.loads(json.dumps(api().get_openapi_schema(), default=str))


@dataclass(frozen=True)
class Call:
    """One operation, as the description tells how to ask for it."""

    method: str
    path: str
    told: Any

    @property
    def id(self) -> str:
        return str(self.told["operationId"])

    def address(self, slug: str) -> str:
        """Give its address, with places that name the first round and nothing else there is."""
        values = {"slug": slug, "number": "1", "identifier": "X-001", "folder": "x", "path": "x"}
        kinds = {one["name"]: one["schema"] for one in self.told.get("parameters", ())}

        def value(found: re.Match[str]) -> str:
            name = found.group(1)
            is_uuid = kinds.get(name, {}).get("format") == "uuid"
            return UUID if is_uuid else values.get(name, "999999")

        return PLACE.sub(value, self.path.removeprefix(ROOT))

    def sent(self) -> dict[str, Any]:
        """Give what it asks for, made of its examples."""
        content = self.told.get("requestBody", {}).get("content", {})
        schemas = described()["components"]["schemas"]
        if "application/json" in content:
            return {"body": example(content["application/json"]["schema"], schemas)}
        if "multipart/form-data" in content:
            fields = example(content["multipart/form-data"]["schema"], schemas)
            file = SimpleUploadedFile("a.docx", docx(*DRAFT))
            found = content["multipart/form-data"]["schema"]
            return {"data": {k: file if is_file(found, k) else v or "" for k, v in fields.items()}}
        return {}


def is_file(schema: Any, name: str) -> bool:
    """Tell whether a field of a form is a file."""
    return "binary" in json.dumps(schema["properties"][name])


def calls() -> list[Call]:
    """Give all operations of the API."""
    return [
        Call(method.upper(), path, told)
        for path, methods in described()["paths"].items()
        for method, told in methods.items()
    ]
