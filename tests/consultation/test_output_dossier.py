"""The data file: complete, documented, and true to its schema."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from tests.consultation.outputs_sample import consolidation, crowded
from toguna.consultation.model import Consolidation, Observation
from toguna.consultation.outputs import dossier_json
from toguna.text.document import Place
from toguna.weave.edits import Edit, EditKind
from toguna.weave.operations import CutBlock, CutRow, Put, Reformat, Typed

FOLDER = Path(dossier_json.__file__).parent
SCHEMA: dict[str, Any] = json.loads((FOLDER / "schema" / "dossier.schema.json").read_text("utf-8"))
REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "dossier-json.md"


@pytest.mark.parametrize("made", [consolidation(), consolidation(date=None), crowded(30, 4)])
def test_the_file_follows_its_schema(made: Consolidation) -> None:
    assert list(faults(data(made), SCHEMA)) == []


def test_the_schema_refuses_what_it_does_not_know() -> None:
    wrong = data(consolidation())
    wrong["observations"][0]["origin"] = "rumeur"
    wrong["groups"][0]["colour"] = "bleu"
    del wrong["draft"]["sha256"]

    assert sorted(faults(wrong, SCHEMA)) == [
        "/draft: sha256 is missing",
        "/groups/0: colour is unknown",
        "/observations/0/origin: 'rumeur' is not one of those allowed",
    ]


def test_every_field_of_an_observation_is_in_the_file() -> None:
    written = data(consolidation())["observations"][0]

    assert {field.name for field in fields(Observation)} <= set(written)


def test_edits_are_given_in_the_draft_s_coordinates() -> None:
    edit = data(consolidation())["observations"][0]["edit"]

    assert edit["kind"] == "replace"
    assert edit["operations"] == [
        {"do": "cut", "story": "body", "block": 3, "start": 30, "end": 59},
        {"do": "put", "story": "body", "block": 3, "offset": 30, "text": "Premier ministre"},
    ]


def test_every_kind_of_operation_follows_the_schema() -> None:
    made = consolidation()
    element = made.document.word.element
    operations = [
        CutBlock("body", 1),
        CutRow("body", 1, 0),
        Put("body", 1, 0, [Typed("un")]),
        Reformat("body", 1, 0, 2, element, ()),
    ]
    first = made.observations[0]
    first.edit = Edit("MJDH", operations, "", "", None, None, EditKind.FORMAT)
    first.place = Place("body", 1)

    assert list(faults(data(made), SCHEMA)) == []


def test_the_draft_and_the_consolidated_file_are_known_by_their_digests() -> None:
    made = consolidation()
    written = data(made)

    assert written["draft"]["sha256"] == made.document.word.package.sha256
    assert written["consolidated"]["sha256"] == hashlib.sha256(made.docx).hexdigest()


def test_words_are_kept_whole_control_characters_included() -> None:
    made = consolidation()
    made.observations[0].text = "\x01" + "é" * 40_000

    assert data(made)["observations"][0]["text"] == "\x01" + "é" * 40_000


def test_half_a_pair_of_characters_does_not_stop_the_file() -> None:
    made = consolidation()
    made.observations[0].text = "a\ud800b"

    assert data(made)["observations"][0]["text"] == "a?b"


def test_same_input_same_bytes() -> None:
    assert dossier_json.write(consolidation()) == dossier_json.write(consolidation())
    assert dossier_json.write(consolidation()).endswith(b"}\n")


def test_an_empty_consolidation_is_data_too() -> None:
    empty = replace(crowded(0), contributors=[], returns=[])

    assert list(faults(data(empty), SCHEMA)) == []


def test_every_name_in_the_schema_is_in_the_documentation() -> None:
    documented = REFERENCE.read_text("utf-8")

    assert {name for name in names(SCHEMA) if f"`{name}`" not in documented} == set()


def data(made: Consolidation) -> dict[str, Any]:
    written: dict[str, Any] = json.loads(dossier_json.write(made))
    return written


def names(schema: Any) -> set[str]:
    if isinstance(schema, list):
        return {name for inner in schema for name in names(inner)}
    if not isinstance(schema, dict):
        return set()
    own = set(schema.get("properties", {}))
    return own.union(*(names(inner) for inner in schema.values()))


# A small validator of the part of JSON Schema that the file uses

TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str, "integer": int, "boolean": bool, "array": list, "object": dict,
    "null": type(None),
}  # fmt: skip
KNOWN = {
    "$schema", "$id", "$defs", "$ref", "title", "description", "type", "enum", "const", "pattern",
    "minimum", "items", "properties", "required", "additionalProperties", "anyOf",
}  # fmt: skip


def faults(value: Any, schema: dict[str, Any], at: str = ""):  # type: ignore[no-untyped-def]
    """Give what is wrong with a value."""
    assert set(schema) <= KNOWN
    if "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].removeprefix("#/$defs/")]
    if "anyOf" in schema and all(list(faults(value, one, at)) for one in schema["anyOf"]):
        yield f"{at}: fits none of its forms"
    if "const" in schema and value != schema["const"]:
        yield f"{at}: is not {schema['const']!r}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is not one of those allowed"
    if "type" in schema and not is_of(value, schema["type"]):
        yield f"{at}: is not {schema['type']}"
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        yield f"{at}: does not match"
    if isinstance(value, int) and value < schema.get("minimum", value):
        yield f"{at}: is too small"
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from faults(item, schema.get("items", {}), f"{at}/{index}")
    if isinstance(value, dict):
        yield from faults_of_object(value, schema, at)


def faults_of_object(value: dict[str, Any], schema: dict[str, Any], at: str):  # type: ignore[no-untyped-def]
    properties = schema.get("properties", {})
    others = schema.get("additionalProperties", {})
    for name in schema.get("required", []):
        if name not in value:
            yield f"{at}: {name} is missing"
    for name, inner in value.items():
        if name in properties:
            yield from faults(inner, properties[name], f"{at}/{name}")
        elif others is False:
            yield f"{at}: {name} is unknown"
        else:
            yield from faults(inner, others, f"{at}/{name}")


def is_of(value: Any, wanted: str | list[str]) -> bool:
    kinds = [wanted] if isinstance(wanted, str) else wanted
    if isinstance(value, bool):
        return "boolean" in kinds
    return any(isinstance(value, TYPES[kind]) for kind in kinds)
