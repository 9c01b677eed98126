"""JSON 格式 schema: the fields of the JSON output, from its published schema."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from pages.markdown import fence, table

Schema = dict[str, Any]


def schema_page() -> str:
    """Every object of the output with its fields, then the schema itself."""
    text = files("zhida.documents.writing.json").joinpath("notice.schema.json").read_text("utf-8")
    schema: Schema = json.loads(text)
    objects: Schema = schema["$defs"]
    parts = ["# JSON 格式", schema["description"], _fields(schema, objects)]
    for name, each in objects.items():
        parts += [f"## {name}", each.get("description", ""), _fields(each, objects)]
    parts += ["## JSON Schema", fence(text, "json")]
    return "\n\n".join(part for part in parts if part) + "\n"


def _fields(schema: Schema, objects: Schema) -> str:
    properties: Schema = schema.get("properties", {})
    rows = [
        [f"`{name}`", _type(each), _meaning(each, objects)] for name, each in properties.items()
    ]
    return table(["键", "类型", "含义"], rows) if rows else ""


def _meaning(schema: Schema, objects: Schema) -> str:
    """Its own description, or else that of the object it refers to."""
    if "description" in schema:
        return str(schema["description"])
    for each in (
        schema,
        schema.get("items", {}),
        *schema.get("anyOf", ()),
        *schema.get("oneOf", ()),
    ):
        if "$ref" in each:
            return str(objects[_target(each)].get("description", ""))
    return ""


def _target(schema: Schema) -> str:
    return str(schema["$ref"]).rsplit("/", 1)[-1]


def _type(schema: Schema) -> str:
    """What may stand there, in a word: `array of row`, `integer, null`."""
    if "$ref" in schema:
        name = _target(schema)
        return f"[{name}](#{name.replace('_', '-')})"
    if "const" in schema:
        return f"`{json.dumps(schema['const'], ensure_ascii=False)}`"
    if "enum" in schema:
        return ", ".join(f"`{json.dumps(each, ensure_ascii=False)}`" for each in schema["enum"])
    for key in ("anyOf", "oneOf"):
        if key in schema:
            return ", ".join(_type(each) for each in schema[key])
    kind = schema.get("type", "")
    kinds = ", ".join(kind) if isinstance(kind, list) else str(kind)
    if "items" in schema and isinstance(schema["items"], dict):
        return f"{kinds} of {_type(schema['items'])}"
    return kinds
