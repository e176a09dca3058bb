"""A million observations of a national consultation, grouped on this machine.

`python -m bench.million [--data DIR] [--count N]`. The observations are made (see `bench.nation`)
of sentences of the real amendments, where their folder is there, and of the sample dossier.
Making them is not counted; reading their file, grouping and writing the groups are. The grouping
runs in a process of its own, whose peak of memory is measured.
"""

from __future__ import annotations

import argparse
import csv
import re
import resource
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from time import perf_counter

from bench.amendments import read
from bench.nation import Nation, different_sentences
from bench.report import Figure, print_report
from toguna.consultation.scale.engines import open_engine
from toguna.consultation.scale.grouping import group_file
from toguna.text.document import Document
from toguna.text.formats import read_text

SEED = 2026
ROOT = Path(__file__).parents[1]
DRAFT = ROOT / "samples" / "dossier" / "avant-projet.docx"
CORPUS = ROOT.parent / "shared" / "corpus"


def main() -> None:
    """Make the observations, group them, and print what it took and what it is worth."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=CORPUS)
    options.add_argument("--count", type=int, default=1_000_000)
    options.add_argument("--group", type=Path, nargs=2, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.group:
        group(*given.group)
        return
    start = perf_counter()
    texts, wishes = observations(given.data, given.count)
    made = perf_counter() - start
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "observations.csv", Path(folder) / "groups.csv"
        write(source, texts)
        start = perf_counter()
        ran = subprocess.run(
            [sys.executable, "-m", "bench.million", "--group", source, target],
            check=True,
            capture_output=True,
            text=True,
            cwd=ROOT,
        )
        seconds = perf_counter() - start
        with target.open(encoding="utf-8", newline="") as file:
            heads = [row[1] for row in list(csv.reader(file))[1:]]
    report(texts, wishes, heads, {"made": made, "seconds": seconds, "peak": float(ran.stdout)})


def group(source: Path, target: Path) -> None:
    """Group a file into another, and print the peak of memory in MB."""
    engine = open_engine("duckdb")
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("id", "group"))
        writer.writerows(group_file(source, engine))
    engine.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(peak / (1 << 20 if sys.platform == "darwin" else 1 << 10))


def observations(data: Path, count: int) -> tuple[list[str], list[int]]:
    """Make observations from the texts that are there, and the number of the wish of each."""
    draft = Document(read_text(DRAFT.read_bytes(), DRAFT.name))
    texts = [clause.text for clause in draft.clauses.all]
    if (data / "amendements").exists() or any(data.glob("jeu_complet*.csv")):
        texts += [f"{each.reason}\n{each.words}" for each in read(data)]
    return Nation(different_sentences(texts), SEED).say(count)


def write(path: Path, texts: Iterable[str]) -> None:
    """Write a file of observations."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("id", "text"))
        writer.writerows((f"o{number:07d}", text) for number, text in enumerate(texts))


def report(
    texts: Sequence[str], wishes: Sequence[int], heads: Sequence[str], took: dict[str, float]
) -> None:
    """Print the figures beside what exact matching gives."""
    precision, recall = worth(wishes, heads)
    plain_precision, plain_recall = worth(wishes, [plain(text) for text in texts])
    each_precision, each_recall = worth_to_each(wishes, heads)
    figures: dict[str, Figure] = {
        "observations": len(texts),
        "groups": len(set(heads)),
        "seconds": round(took["seconds"], 1),
        "seconds_to_make": round(took["made"], 1),
        "peak_mb": round(took["peak"]),
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "each_precision": round(each_precision, 4),
        "each_recall": round(each_recall, 4),
        "exact_precision": round(plain_precision, 4),
        "exact_recall": round(plain_recall, 4),
    }
    lines = {
        f"{len(texts):,} observations grouped": f"{took['seconds']:.1f} s (aim: about a minute)",
        "peak of memory": f"{took['peak']:.0f} MB (aim: under 4,000)",
        "pairs put together": f"precision {precision:.4f}, recall {recall:.4f}",
        "the same, each observation once": (
            f"precision {each_precision:.4f}, recall {each_recall:.4f}"
        ),
        "baseline, exact match after folding": (
            f"precision {plain_precision:.4f}, recall {plain_recall:.4f}"
        ),
        "made before, not counted": f"{took['made']:.1f} s",
    }
    print_report("A national consultation", lines, figures)


def plain(text: str) -> str:
    """Give a text without case and signs."""
    return re.sub(r"\W+", " ", text.casefold()).strip()


def worth(truth: Sequence[int], found: Sequence[str]) -> tuple[float, float]:
    """Give the precision and the recall of groups, counted in pairs of members."""
    both = _pairs(Counter(zip(truth, found, strict=True)))
    return both / max(1, _pairs(Counter(found))), both / max(1, _pairs(Counter(truth)))


def worth_to_each(truth: Sequence[int], found: Sequence[str]) -> tuple[float, float]:
    """Give precision and recall as one observation meets them on average (B-cubed).

    In pairs the few large groups decide everything; here each observation counts once.
    """
    both = Counter(zip(truth, found, strict=True))
    wishes, groups = Counter(truth), Counter(found)
    precision = sum(n * n / groups[group] for (_, group), n in both.items())
    recall = sum(n * n / wishes[wish] for (wish, _), n in both.items())
    return precision / max(1, len(truth)), recall / max(1, len(truth))


def _pairs(sizes: Counter[object]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())


if __name__ == "__main__":
    main()
