"""The API's addresses, and a page of ours that describes it: no script, no third party."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from toguna.web.api import api


def described(request: HttpRequest) -> HttpResponse:
    """Describe the API."""
    found = api().get_openapi_schema()
    told = {"api": found, "subjects": _subjects(found)}
    return render(request, "toguna/api.html", told)


def _subjects(found: Any) -> dict[str, list[dict[str, Any]]]:
    """Give the operations by subject, each as the page shows it."""
    subjects: dict[str, list[dict[str, Any]]] = {}
    for path_, methods in found["paths"].items():
        for method, one in methods.items():
            told = {
                "method": method.upper(),
                "path": path_,
                "id": one["operationId"],
                "summary": one["summary"],
                "right": one.get("x-right", ""),
                "scope": one.get("x-scope", "read"),
                "parameters": one.get("parameters", []),
                "sent": _example(one.get("requestBody", {})),
                "given": _example(next(iter(one["responses"].values()))),
            }
            subjects.setdefault(one["tags"][0], []).append(told)
    return subjects


def _example(part: dict[str, Any]) -> dict[str, str | None] | None:
    for kind, content in part.get("content", {}).items():
        words = None
        if "example" in content:
            words = json.dumps(content["example"], ensure_ascii=False, indent=2)
        return {"kind": kind, "words": words}
    return None


URLS = [
    path("api/v1/", described, name="api"),
    path("api/v1/", api().urls),
]
