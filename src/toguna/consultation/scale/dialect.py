"""The few words in which the SQL of DuckDB and that of Spark differ."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dialect:
    """How an engine names what the stages need; each a pattern for `str.format`."""

    replace_all: str
    """Every match of {pattern} in {text} replaced by {by}."""
    first: str
    """What the first bracket of a pattern matched, said in what replaces it."""
    second: str
    split: str
    """{text} as a list of words."""
    sift: str
    """Those {x} of {items} for which {test} holds."""
    each_with_next: str
    """For every {x} of {items}, {value} worked out with {next}, NULL behind the last."""
    next: str
    """The one of {items} behind the one that is worked on."""
    as_set: str
    """{items}, each once, in order."""
    head: str
    """The first {count} of {items}."""
    shared: str
    """How many of {one} are in {other}."""
    count: str
    """How many {items} there are."""
    join: str
    """{items} as one text with spaces."""
    unnest: str
    """A row for each of {items}."""


DUCKDB = Dialect(
    replace_all="regexp_replace({text}, '{pattern}', '{by}', 'g')",
    first="\\1",
    second="\\2",
    split="string_split({text}, ' ')",
    sift="list_filter({items}, lambda {x}: {test})",
    each_with_next="list_transform({items}, lambda {x}, i: {value})",
    next="{items}[i + 1]",
    as_set="list_sort(list_distinct({items}))",
    head="list_slice({items}, 1, {count})",
    shared="len(list_intersect({one}, {other}))",
    count="len({items})",
    join="array_to_string({items}, ' ')",
    unnest="unnest({items})",
)

SPARK = Dialect(
    replace_all="regexp_replace({text}, r'{pattern}', '{by}')",
    first="$1",
    second="$2",
    split="split({text}, ' ')",
    sift="filter({items}, {x} -> {test})",
    each_with_next="transform({items}, ({x}, i) -> {value})",
    next="get({items}, i + 1)",
    as_set="array_sort(array_distinct({items}))",
    head="slice({items}, 1, {count})",
    shared="size(array_intersect({one}, {other}))",
    count="size({items})",
    join="array_join({items}, ' ')",
    unnest="explode({items})",
)
