"""The two stages, written once: which pairs are worth comparing, and which of them hold.

A text is folded to plain words; equal ones count once. Of the pairs of words that follow one
another in it, the few whose hashes are smallest are its *sketch* (bottom-k min-hash): texts that
share most of their words share most of their sketch. Texts with a hash and the same guards in
common stand in one block, those with the nearest sketches side by side, and each is compared with
the two before it: the number of pairs grows with the number of texts, never with its square.

The statements are made of the constants of this module alone, never of what people wrote.
"""
# ruff: noqa: S608 -- see above: nothing comes in from outside

from __future__ import annotations

from toguna.consultation.meaning.words import NEGATIONS, NUMBER_WORDS
from toguna.consultation.scale.dialect import Dialect

SKETCH = 8
"""Hashes of a sketch. Two texts that share 60 % of their pairs of words miss one another in all
eight about once in 1,500."""
NEIGHBOURS = 2
HASH = 12
"""Hexadecimal digits of a hash: as many as DuckDB keeps in place, without a heap."""
SAME = 0.65
"""Two texts that share this much of their pairs of words (Jaccard) say the same."""

ACCENTED, PLAIN = "àâäáãåéèêëíìîïóòôöõúùûüçñÿ", "aaaaaaeeeeiiiiooooouuuucny"

THOUSANDS = "([0-9]) ((?:[0-9]{3})+)\\b"


def folded(sql: Dialect) -> str:
    """Give the statement of what each observation says, without case, accents and signs."""
    plain = f"replace(translate(lower(coalesce(text, '')), '{ACCENTED}', '{PLAIN}'), 'œ', 'oe')"
    said = sql.replace_all.format(text=plain, pattern="[^a-z0-9]+", by=" ")
    for _ in range(2):  # a match takes the digit that the next thousands would begin with
        said = sql.replace_all.format(text=said, pattern=THOUSANDS, by=sql.first + sql.second)
    return f"SELECT id, trim({said}) AS said FROM observations"


def distinct(sql: Dialect) -> str:
    """Give the statement of the different things said, each under its smallest id."""
    return "SELECT min(id) AS id, said FROM folded WHERE said <> '' GROUP BY said"


def sketched(sql: Dialect) -> str:
    """Give the statement of the hashes of each text and of its guards: numbers and negations."""
    guards = ", ".join(f"'{word}'" for word in sorted(NEGATIONS | NUMBER_WORDS - {"un", "one"}))
    test = f"substr(w, 1, 1) BETWEEN '0' AND '9' OR w IN ({guards})"
    value = f"coalesce({sql.next.format(items='words')}, '')"
    hashes = sql.each_with_next.format(
        items="words", x="w", value=f"left(md5(w || ' ' || {value}), {HASH})"
    )
    kept = sql.sift.format(items="words", x="w", test=test)
    return f"""
        WITH split AS (SELECT id, {sql.split.format(text="said")} AS words FROM uttered)
        SELECT id,
               {sql.as_set.format(items=hashes)} AS shingles,
               {sql.join.format(items=sql.as_set.format(items=kept))} AS guards
        FROM split
    """


def candidates(sql: Dialect) -> str:
    """Give the statement of the first stage: the pairs that are worth comparing."""
    sketch = sql.head.format(items="shingles", count=SKETCH)
    before = " UNION ALL ".join(
        f"SELECT id AS one, before_{n} AS other FROM beside WHERE before_{n} IS NOT NULL"
        for n in range(1, NEIGHBOURS + 1)
    )
    lags = ", ".join(f"lag(id, {n}) OVER side AS before_{n}" for n in range(1, NEIGHBOURS + 1))
    return f"""
        WITH sketches AS (SELECT id, guards, {sketch} AS sketch FROM sketched),
        banded AS (
            SELECT id, guards, {sql.join.format(items="sketch")} AS near,
                   {sql.unnest.format(items="sketch")} AS hash
            FROM sketches
        ),
        beside AS (
            SELECT id, {lags} FROM banded
            WINDOW side AS (PARTITION BY hash, guards ORDER BY near, id)
        ),
        found AS ({before})
        SELECT DISTINCT least(one, other) AS one, greatest(one, other) AS other FROM found
    """


def verified(sql: Dialect) -> str:
    """Give the statement of the second stage: the candidate pairs that say the same."""
    shared = sql.shared.format(one="a.shingles", other="b.shingles")
    both = f"{sql.count.format(items='a.shingles')} + {sql.count.format(items='b.shingles')}"
    return f"""
        WITH compared AS (
            SELECT one, other, {shared} AS shared, {both} AS total
            FROM candidates JOIN sketched a ON a.id = one JOIN sketched b ON b.id = other
        )
        SELECT one, other FROM compared WHERE shared >= {SAME} * (total - shared)
    """


GROUPED = """
    SELECT folded.id AS id, coalesce(heads.head, uttered.id, folded.id) AS head
    FROM folded
    LEFT JOIN uttered ON uttered.said = folded.said
    LEFT JOIN heads ON heads.id = uttered.id
    ORDER BY 1
"""
"""The statement of the group of every observation, named after its smallest member."""
