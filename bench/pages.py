"""Pages: how long they take with 5,000 observations on SQLite, and what the first one weighs.

`python -m bench.pages` makes a dossier of its own (a draft of 300 pages, 25 returns, consolidated;
this takes a few minutes), serves it as `toguna serve` does, in a child process that only this
machine can reach, and asks for each of the main pages some times, one after the other. The first
load is what a browser takes that has nothing yet: the page and its static files, as they come over
the wire.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any
from urllib.parse import quote

from bench.own_site import Browser, prepared, served
from bench.report import Figure, print_report

TIMES = 20
"""How often each page is asked for: about 350 requests in all."""
STATIC = re.compile(rb'(?:href|src)="(/static/[^"]+)"')
AIM_MS, AIM_KB = 200, 150


def main() -> None:
    """Measure everything and print it."""
    with tempfile.TemporaryDirectory() as folder:
        told = json.loads(prepared(Path(folder), "bench.pages_data"))
        with served(Path(folder)) as port:
            browser = Browser(port, told["session"])
            pages = pages_of(told)
            times = {name: measured(browser, path) for name, path in pages.items()}
            weights = {name: first_load(browser, path) for name, path in pages.items()}
    print_report("Pages", lines(told, times, weights), figures(told, times, weights))


def pages_of(told: Mapping[str, Any]) -> dict[str, str]:
    """Give the main pages of the dossier, by what they show."""
    root, one = "/d/grand/", quote(told["observation"])
    table = f"{root}observations/"
    return {
        "overview": root,
        "rounds": f"{root}tour/",
        "table": table,
        "table, page 60": f"{table}?page=60",
        "table, unanswered": f"{table}?disposition=aucune",
        "table, searched": f"{table}?q=registre",
        "table, in conflict": f"{table}?conflict=toutes",
        "table, one contributor": f"{table}?contributor={quote(told['contributor'])}",
        "table, one beside it": f"{table}?open={one}",
        "one observation": f"{table}{one}/",
        "conflicts": f"{table}divergences/",
        "one conflict": f"{table}divergences/{told['conflict']}/",
        "history": f"{table}historique/",
        "text": f"{root}texte/",
        "documents": f"{root}documents/",
        "ledger": f"{root}registre/",
    }


def measured(browser: Browser, path: str) -> list[float]:
    """Give the milliseconds that a page takes, each time but the first that it is asked for."""
    times = []
    for _ in range(TIMES + 1):
        start = perf_counter()
        got = browser.get(path)
        times.append((perf_counter() - start) * 1000)
        if got.status != 200:
            raise SystemExit(f"{path}: {got.status}")
    return times[1:]


def first_load(browser: Browser, path: str) -> int:
    """Give the bytes over the wire of a page and of every static file that it names."""
    page = browser.get(path)
    files = sorted(set(STATIC.findall(page.plain)))
    return page.wire + sum(browser.get(file.decode()).wire for file in files)


def p95(times: Sequence[float]) -> float:
    """Give the time within which 95 % of the answers come."""
    return quantiles(times, n=20)[-1]


def figures(
    told: Mapping[str, Any], times: Mapping[str, Sequence[float]], weights: Mapping[str, int]
) -> dict[str, Figure]:
    """Give the figures for programs: of all pages together, and of the slowest and heaviest."""
    slowest = max(times, key=lambda name: p95(times[name]))
    heaviest = max(weights, key=lambda name: weights[name])
    together = [ms for page in times.values() for ms in page]
    return {
        "p95_ms": round(p95(together), 1),
        "median_ms": round(median(together), 1),
        "slowest_page": slowest,
        "slowest_p95_ms": round(p95(times[slowest]), 1),
        "first_load_kb": round(weights[heaviest] / 1000, 1),
        "heaviest_page": heaviest,
        "observations": told["observations"],
        "conflicts": told["conflicts"],
        "requests": len(together),
    }


def lines(
    told: Mapping[str, Any], times: Mapping[str, Sequence[float]], weights: Mapping[str, int]
) -> dict[str, str]:
    """Say the figures in words."""
    said = {
        name: f"median {median(page):.0f} ms, p95 {p95(page):.0f} ms, "
        f"first load {weights[name] / 1000:.0f} kB"
        for name, page in times.items()
    }
    said["observations"] = f"{told['observations']}, {told['conflicts']} conflicts"
    said["aims"] = f"p95 under {AIM_MS} ms, first load under {AIM_KB} kB"
    return said


if __name__ == "__main__":
    main()
