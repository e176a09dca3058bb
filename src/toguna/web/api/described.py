"""The description of the API: OpenAPI, with an example of all that is sent and given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from toguna.web.api.problems import TYPE, Problem

PROBLEM = {"$ref": "#/components/responses/Problem"}
BY_TYPE = {"boolean": True, "integer": 1, "number": 1.0, "string": "…"}


class Described(NinjaAPI):
    """An API whose description is whole: examples, and the problems that may come."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """Give the description."""
        found = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        parts = found["components"]
        parts["schemas"].update(_schemas_of_problems())
        parts["responses"] = {
            "Problem": {
                "description": "What cannot be done, and why.",
                "content": {TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
            }
        }
        for operation in operations(found):
            operation["responses"]["4XX"] = PROBLEM
            operation["responses"]["5XX"] = PROBLEM
        for content in (*_contents(found), parts["responses"]["Problem"]["content"][TYPE]):
            if "schema" in content and content["schema"].get("format") != "binary":
                content["example"] = example(content["schema"], parts["schemas"])
        return found


def operations(described: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Give the operations of a description."""
    for methods in described["paths"].values():
        yield from methods.values()


def example(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> Any:
    """Make an example of a schema, of the examples of its fields."""
    if "$ref" in schema:
        return example(schemas[schema["$ref"].rpartition("/")[2]], schemas)
    if "examples" in schema:
        return schema["examples"][0]
    if "anyOf" in schema:
        return example(schema["anyOf"][0], schemas)
    if "allOf" in schema:
        return example(schema["allOf"][0], schemas)
    if "enum" in schema:
        return schema["enum"][0]
    if schema.get("type") == "array":
        return [example(schema["items"], schemas)]
    if schema.get("type") == "object" or "properties" in schema:
        fields = schema.get("properties", {})
        return {name: example(field, schemas) for name, field in fields.items()}
    return schema.get("default", BY_TYPE.get(schema.get("type", "")))


def _contents(described: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for operation in operations(described):
        for part in (operation.get("requestBody", {}), *operation["responses"].values()):
            yield from part.get("content", {}).values()


def _schemas_of_problems() -> dict[str, Any]:
    told = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    inner: dict[str, Any] = told.pop("$defs", {})
    return {"Problem": told, **inner}
