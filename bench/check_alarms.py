"""How often `toguna check` speaks on real documents, rule by rule.

    python -m bench.check_alarms --data DIR [--verbose]

DIR holds strategies that somebody published (DOCX, ODT, Markdown); the figures to compare with,
and how many of the findings are true, are in docs/reference/check.md. Files that cannot be read
are counted and passed over.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from pathlib import Path

from bench.report import print_report
from toguna.adoption.canevas.reading import default_canevas
from toguna.adoption.check.registry import known_rules
from toguna.adoption.check.runner import check
from toguna.adoption.check.strategy import Strategy
from toguna.text.document import Document
from toguna.text.errors import UnreadableFile
from toguna.text.formats import read_text


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="a folder of real documents")
    parser.add_argument("--verbose", action="store_true", help="print every finding")
    arguments = parser.parse_args()
    words = unread = files = 0
    found: Counter[str] = Counter()
    started = time.perf_counter()
    for path in sorted(path for path in arguments.data.rglob("*") if path.is_file()):
        try:
            document = Document(read_text(path.read_bytes(), path.name))
        except UnreadableFile:
            unread += 1
            continue
        files += 1
        words += words_of(document)
        report = check(document, default_canevas(), known_rules())
        found.update(finding.rule for finding in report.findings)
        for finding in report.findings if arguments.verbose else ():
            print(f"{path.name}: {finding.rule}: {finding.message} | {finding.words}")
    seconds = time.perf_counter() - started
    rates = {rule.id: round(1_000 * found[rule.id] / max(words, 1), 3) for rule in known_rules()}
    print_report(
        f"Findings per 1,000 words: {files} documents, {words} words, {unread} files unread",
        {name: f"{rate:.3f} ({found[name]} findings)" for name, rate in rates.items()},
        {
            "files": files,
            "words": words,
            "findings_per_1000_words": round(1_000 * found.total() / max(words, 1), 3),
            "by_rule": rates,
            "words_per_second": round(words / seconds),
        },
    )


def words_of(document: Document) -> int:
    """Count the words of every line that the rules read."""
    return sum(len(line.text.split()) for line in Strategy(document, default_canevas()).lines)


if __name__ == "__main__":
    main()
