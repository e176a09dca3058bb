"""Is the place that an amendment is on read, and found where it is not written?

`python -m bench.linking --data DIR`.

`alinea_accuracy`: the reference parser on the amendments' own text, line by line, against the
Alinéa column. Counted are the rows whose column holds a number that the text names as a paragraph
(the column also holds "Rédaction complète", and numbers that a correction took out of the text
and nobody could read there); the first paragraph that is read must be the column's.
`alinea_accuracy_all` counts those too.

`top3_…`: the article that an amendment amends is among the first three of all articles, from its
text (dispositif and objet) with every reference to an article or paragraph masked, those of the
codes of law too. Amendments that set a new article beside one amend none; their texts serve, and
`top3_…_all` counts them with the article beside which they stand. The articles' own text is not
in the data. What can be known of them is what amendments say:

- cold: no link is confirmed. Some amendments name an article of the bill in their words (the
  columns are not looked at); those are the links. The amendment that is being placed never lends
  its own.
- quarter: a quarter of the links, drawn with a fixed seed, is confirmed and replaces what those
  texts say; the other three quarters are placed.

`known_…`: the share that could be placed at all, because another text is linked to the right
article. Nothing in the data tells of the others, so no method can reach more.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.amendments import ARTICLE, RANK, Amendment, number_of, read
from bench.report import Figure, print_report
from toguna.consultation.meaning.likeness import Likeness
from toguna.consultation.meaning.links import Linker, Links
from toguna.consultation.meaning.words import stems
from toguna.consultation.references import parse

SEED = 2019
CONFIRMED = 0.25
DRAWS = 20
"""Other draws of the quarter, to see how much the draw matters."""
FIRST = 3
Suggested = Sequence[Sequence[str]]
"""For each amendment, articles in order."""

NUMBER = (
    r"(?:liminaire|premier|(?:[LRD]\.?\s*)?\d+(?:\s?er|°)?(?:-\d+)*"
    rf"(?:\s+(?:(?:0\s*)?{RANK}\b|[A-Z]\b))*)"
)
REFERENCE = re.compile(
    rf"\b(?:articles?|art\.|alinéas?|al\.)\s*(?:n°\s*)?{NUMBER}(?:\s*(?:,|et|à|ou)\s*{NUMBER})*"
    rf"|(?:\b[LRD]\.\s*)?\b\d+(?:-\d+)*\s+(?:0\s*)?{RANK}\b(?:\s*[A-Z]\b)?|\b[LRD]\.\s*\d+(?:-\d+)*",
    re.IGNORECASE,
)
BESIDE = re.compile(
    rf"\s*(?:I\.\s*[-–]\s*)?(?:après|avant) l['’]article ({ARTICLE})", re.IGNORECASE
)
ADDING = re.compile("articles? additionnels?", re.IGNORECASE)
NAMED = re.compile(rf"\barticle ({ARTICLE})(?=[\s,.;)])", re.IGNORECASE)
OF_THE_BILL = re.compile(
    r"\s*(?:du|de la|de ce|des)\s(?:présent\s)?(?:projet|texte|PLF|PJLF|loi de finances pour 2019)",
    re.IGNORECASE,
)
OF_ANOTHER = re.compile(r"\s*(?:[A-Z]\b\s?)?(?:du|de la|de l['’]|des|,? [IVX]+ du)(?=\s|\b)")


@dataclass(frozen=True)
class Task:
    """What is to be placed, and what is known."""

    amendments: Sequence[Amendment]
    texts: Sequence[str]
    links: Sequence[Links]
    placed: Sequence[int]


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True)
    amendments = read(options.parse_args().data)
    figures = {**alineas(amendments), **places(amendments)}
    print_report("Amendments and the articles that they are on", lines(figures), figures)


def lines(figures: dict[str, Figure]) -> dict[str, str]:
    """Say the figures in words."""
    said = {
        f"paragraph read, {figures['alinea_rows']} that name it": (
            f"{figures['alinea_accuracy']} (aim: 0.99); a plain pattern "
            f"{figures['alinea_pattern']}; with those that do not name it "
            f"{figures['alinea_accuracy_all']}"
        )
    }
    for name, aim in (("cold", 0.70), ("quarter", 0.90)):
        said[f"{name}: {figures[f'placed_{name}']} in the first three"] = (
            f"{figures[f'top3_{name}']} (aim: {aim:.2f}); at most {figures[f'known_{name}']}; "
            f"with new articles {figures[f'top3_{name}_all']}"
        )
        said[f"{name}: baselines"] = ", ".join(
            f"{words} {figures[f'{key}_{name}']}"
            for key, words in (
                ("frequent", "most frequent"),
                ("nearest", "TF-IDF nearest"),
                ("bm25", "BM25"),
            )
        )
    said[f"quarter: {DRAWS} other draws"] = (
        f"{figures['top3_quarter_least']} to {figures['top3_quarter_most']}, "
        f"on average {figures['top3_quarter_mean']}"
    )
    return said


# Paragraphs


def alineas(amendments: Sequence[Amendment]) -> dict[str, Figure]:
    """Compare the paragraph that is read first with the column."""
    rows = [each for each in amendments if each.alinea.isdigit()]
    right = [first_alinea(each.words) == each.alinea for each in rows]
    named = [names(each.words, each.alinea) for each in rows]
    plain = [first_by_pattern(each.words) == each.alinea for each in rows]
    counted = [index for index, is_named in enumerate(named) if is_named]
    return {
        "alinea_rows": len(counted),
        "alinea_rows_all": len(rows),
        "alinea_accuracy": rate([right[index] for index in counted]),
        "alinea_pattern": rate([plain[index] for index in counted]),
        "alinea_accuracy_all": rate(right),
    }


def first_alinea(text: str) -> str:
    """Give the number of the first paragraph that a text refers to, as the program reads it."""
    for line in text.split("\n"):
        for path in parse(line).paths:
            for step in path:
                if step.kind == "alinea":
                    return step.number
    return ""


def names(text: str, number: str) -> bool:
    """Tell whether a text has a number behind "alinéa", alone or in a list."""
    return bool(re.search(rf"\balinéas?\W+(?:\d+\W+(?:et|à)?\W*)*{number}\b", text, re.IGNORECASE))


def first_by_pattern(text: str) -> str:
    """Give the number behind the first word "alinéa" of the first line: a plain baseline."""
    found = re.match(r"alinéa (\d+)\b", text, re.IGNORECASE)
    return found[1] if found else ""


# Articles


def places(amendments: Sequence[Amendment]) -> dict[str, Figure]:
    """Place amendments cold, and with a quarter of the links confirmed."""
    amendments = [each for each in amendments if each.article]
    texts = [masked(f"{each.words}\n{each.reason}") for each in amendments]
    cited = [citations(each) for each in amendments]
    everybody = range(len(amendments))
    taught, rest = a_quarter_confirmed(amendments, cited, SEED)
    linker = Linker(texts, [bool(ADDING.search(each.words[:200])) for each in amendments])
    figures: dict[str, Figure] = {"articles": len({each.article for each in amendments})}
    for name, links, placed in (("cold", cited, everybody), ("quarter", taught, rest)):
        task = Task(amendments, texts, links, placed)
        suggested = [[s.clause for s in each] for each in linker.suggest(links)]
        amending = [index for index in placed if not amendments[index].is_additional]
        figures |= {
            f"placed_{name}": len(amending),
            f"top3_{name}": top(task, suggested, amending),
            f"top3_{name}_all": top(task, suggested, placed),
            f"known_{name}": known(task, amending),
        }
        for key, baseline in BASELINES.items():
            figures[f"{key}_{name}"] = top(task, baseline(task), amending)
    return {**figures, **other_draws(linker, amendments, cited)}


def a_quarter_confirmed(
    amendments: Sequence[Amendment], cited: Sequence[Links], seed: int
) -> tuple[list[Links], list[int]]:
    """Confirm a quarter of the links; give all links, and the amendments that are left."""
    everybody = range(len(amendments))
    drawn = set(random.Random(seed).sample(everybody, int(CONFIRMED * len(amendments))))
    links = [
        {amendments[index].article: 1.0} if index in drawn else cited[index] for index in everybody
    ]
    return links, [index for index in everybody if index not in drawn]


def other_draws(
    linker: Linker, amendments: Sequence[Amendment], cited: Sequence[Links]
) -> dict[str, Figure]:
    """Say how much the draw of the quarter matters."""
    found = []
    for seed in range(DRAWS):
        links, rest = a_quarter_confirmed(amendments, cited, seed)
        suggested = [[s.clause for s in each] for each in linker.suggest(links)]
        amending = [index for index in rest if not amendments[index].is_additional]
        found.append(top(Task(amendments, (), links, amending), suggested, amending))
    return {
        "top3_quarter_least": min(found),
        "top3_quarter_mean": round(sum(found) / len(found), 4),
        "top3_quarter_most": max(found),
    }


def masked(text: str) -> str:
    """Take every reference to an article or a paragraph out of a text."""
    return REFERENCE.sub(" ", text)


def citations(amendment: Amendment) -> Links:
    """Give the articles of the bill that an amendment's own words name, in shares of one."""
    found: Counter[str] = Counter()
    beside = BESIDE.match(amendment.words)
    if beside:
        found[number_of(beside[1])] += 5
    for named in NAMED.finditer(amendment.reason):
        behind = amendment.reason[named.end() : named.end() + 60]
        if OF_THE_BILL.match(behind):
            found[number_of(named[1])] += 2
        elif not OF_ANOTHER.match(behind):
            found[number_of(named[1])] += 1
    return {article: times / found.total() for article, times in found.items()}


def top(task: Task, suggested: Suggested, placed: Sequence[int]) -> float:
    """Give how often the right article is among the first."""
    return rate([task.amendments[i].article in list(suggested[i])[:FIRST] for i in placed])


def known(task: Task, placed: Sequence[int]) -> float:
    """Give how often another text is linked to the right article."""
    linked = Counter(article for each in task.links for article in each)
    return rate(
        [
            linked[task.amendments[index].article] > (task.amendments[index].article in own)
            for index in placed
            for own in [task.links[index]]
        ]
    )


def rate(hits: Sequence[bool]) -> float:
    """Give a share, to four decimals."""
    return round(sum(hits) / max(1, len(hits)), 4)


# Baselines


def most_frequent(task: Task) -> Suggested:
    """Give the articles with most links, the same to everybody."""
    found: Counter[str] = Counter()
    for each in task.links:
        found.update(each)
    order = [article for article, _ in sorted(found.items(), key=lambda one: (-one[1], one[0]))]
    return [order] * len(task.texts)


def nearest(task: Task) -> Suggested:
    """Give the articles of the most alike texts, one after the other (TF-IDF, cosine)."""
    return _of_nearest(task, Likeness(task.texts).between_all)


def bm25(task: Task) -> Suggested:
    """Give the articles of the texts that BM25 (k1 1.2, b 0.75) finds first."""
    counts = [Counter(stems(text)) for text in task.texts]
    words = {word: i for i, word in enumerate(sorted({w for count in counts for w in count}))}
    times = np.zeros((len(counts), len(words)))
    for row, count in enumerate(counts):
        for word, number in count.items():
            times[row, words[word]] = number
    having = (times > 0).sum(axis=0)
    rarity = np.log1p((len(counts) - having + 0.5) / (having + 0.5))
    lengths = times.sum(axis=1, keepdims=True)
    weights = rarity * times * 2.2 / (times + 1.2 * (0.25 + 0.75 * lengths / lengths.mean()))
    return _of_nearest(task, np.round((times > 0) @ weights.T, 9))


def _of_nearest(task: Task, likeness: np.ndarray) -> Suggested:
    suggested = []
    for row, each in enumerate(likeness):
        order = [i for i in np.argsort(-each, kind="stable") if i != row and task.links[i]]
        best = (max(task.links[i], key=lambda a, i=i: (task.links[i][a], a)) for i in order)
        suggested.append(list(dict.fromkeys(best)))
    return suggested


BASELINES: dict[str, Callable[[Task], Suggested]] = {
    "frequent": most_frequent,
    "nearest": nearest,
    "bm25": bm25,
}


if __name__ == "__main__":
    main()
