"""The options, what is known of each and its source, and where agencies elsewhere stand."""

from __future__ import annotations

from urllib.parse import urlsplit

from toguna.consultation.outputs.words import long_date, number_of
from toguna.deliberation.agencies.evidence import Standing, beside
from toguna.deliberation.agencies.model import Agency, Kind
from toguna.deliberation.agencies.reading import kind_named
from toguna.deliberation.model import Option
from toguna.deliberation.outputs.note.blocks import Block, points, section, small
from toguna.deliberation.outputs.results import Results
from toguna.deliberation.outputs.words import joined
from toguna.deliberation.reading.values import parts

MOST_FACTS, MOST_COUNTRIES = 3, 6
"""What the note has room for; the workbook has everything."""


def options_section(results: Results) -> Block:
    """Tell the options one after the other."""
    deliberation = results.deliberation
    return section(
        "Les options et ce que l'on en sait",
        {"kind": "options", "options": [_option(results, o) for o in deliberation.options]},
        _constraints(results),
        _coverage(results.agencies),
    )


def kinds_of(option: Option) -> list[Kind]:
    """Give the kinds of parent body that an option stands for."""
    return [kind for word in parts(option.kind) if (kind := kind_named(word)) is not None]


def _option(results: Results, option: Option) -> Block:
    facts = [
        [fact.text, f"Source : {fact.source}." if fact.source else "Sans source."]
        for fact in option.facts[:MOST_FACTS]
    ]
    left_out = len(option.facts) - len(facts)
    return {
        "name": option.key,
        "full": "" if option.name == option.key else option.name,
        "out": option.key in results.deliberation.ruled_out,
        "description": option.description,
        "facts": facts,
        "more": f"{number_of(left_out, 'autre fait')} dans le classeur." if left_out else "",
        "abroad": _abroad(results.agencies, option),
    }


def _abroad(agencies: tuple[Agency, ...], option: Option) -> list[Block]:
    """Tell which agencies stand under such a body, and which left it, with the pages."""
    told: list[Block] = []
    found = [beside(agencies, kind) for kind in kinds_of(option)]
    now = [standing for evidence in found for standing in evidence.now]
    here = kinds_of(option)
    left = [
        standing
        for evidence in found
        for standing in evidence.before
        if standing.after is not None and standing.after.kind not in here
    ]
    for lead, standings, words in (("Aujourd'hui", now, _where), ("En sont parties", left, _moved)):
        countries = list(dict.fromkeys(standing.agency.code for standing in standings))
        shown = [_first(standings, code) for code in countries[:MOST_COUNTRIES]]
        if shown:
            rest = len(countries) - len(shown)
            told.append(
                {
                    "lead": f"{lead} ({len(countries)})",
                    "text": joined([words(s) for s in shown])
                    + (f" ; {number_of(rest, 'autre')} dans le classeur" if rest else ""),
                    "sources": _pages(shown),
                }
            )
    return told


def _first(standings: list[Standing], code: str) -> Standing:
    return next(standing for standing in standings if standing.agency.code == code)


def _where(standing: Standing) -> str:
    agency = standing.agency
    doubt = ", sources discordantes" if standing.step in agency.disputed else ""
    basis = standing.step.basis.message.render()
    return f"{agency.country} (depuis {standing.step.since.year}, {basis}{doubt})"


def _moved(standing: Standing) -> str:
    after = standing.after
    where = f" vers {after.kind.message.render()} en {after.since.year}" if after else ""
    return f"{standing.agency.country}{where}"


def _pages(standings: list[Standing]) -> list[list[str]]:
    """Give the pages behind some words: their site and their address, each site once."""
    addresses = [source for standing in standings for source in standing.step.sources[:1]]
    by_site = {urlsplit(address).netloc.removeprefix("www."): address for address in addresses}
    return [[site, address] for site, address in by_site.items() if site]


def _constraints(results: Results) -> Block | None:
    constraints = results.deliberation.constraints
    if not constraints:
        return None
    return points(
        [
            (
                f"Écarte {joined(constraint.rules_out)}.",
                f"{constraint.name}"
                + (f" ({constraint.source})" if constraint.source else "")
                + f". {constraint.reason}",
            )
            for constraint in constraints
        ]
    )


def _coverage(agencies: tuple[Agency, ...]) -> Block | None:
    if not agencies:
        return None
    days = sorted(agency.looked_up for agency in agencies)
    anchored = sum(bool(agency.anchorings) for agency in agencies)
    return small(
        f"Comparaison de {len(agencies)} pays, dont {anchored} où une source dit l'ancrage (la "
        f"dernière consultée le {long_date(days[-1])}). Ce qui vaut ailleurs ne prouve rien ici : "
        "les textes, les moyens et l'histoire diffèrent. L'historique complet, en droit et en "
        "pratique, est dans le classeur, avec l'adresse de chaque page."
    )
