"""The meta of a document: identification, life, modifications and who is named in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from toguna.text.akn.identity import Identity, Modification, Organization
from toguna.text.akn.names import akn
from toguna.text.clauses import slug
from toguna.text.ooxml import Element

XHTML = "http://www.w3.org/1999/xhtml"
TITLE_WORDS = 12
SOURCE = "#redaction"


class Meta:
    """Makes the meta; `names` gives the `eId` of each clause."""

    def __init__(self, identity: Identity, names: Mapping[str, str]) -> None:
        self._identity = identity
        self._names = names
        number = slug(identity.title, TITLE_WORDS).replace("_", "-") or "nn"
        self.work = f"/akn/{identity.country}/doc/{identity.subtype}/{identity.work_date}/{number}"
        self.draft = f"{self.work}/fra@"
        self.expression = f"{self.work}/fra@{identity.date}"
        self._number = number
        self._organizations = _keyed("org", [o.label for o in identity.organizations])
        self._observations = _keyed("obs", [m.decision.observation for m in identity.modifications])

    def element(self) -> Element:
        """Give the meta."""
        made = akn("meta", self._identification())
        if self._identity.events:
            made.append(self._lifecycle())
        if self._identity.modifications:
            made.append(self._analysis())
        made.append(self._references())
        return made

    # Identification: work, expression, manifestation

    def _identification(self) -> Element:
        identity = self._identity
        work = akn(
            "FRBRWork",
            *self._core(f"{self.work}/!main", self.work, identity.work_date, "création"),
            akn("FRBRcountry", value=identity.country),
            akn("FRBRsubtype", value=identity.subtype),
            akn("FRBRnumber", value=self._number),
            akn("FRBRname", value=identity.title),
            akn("FRBRprescriptive", value="false"),
            akn("FRBRauthoritative", value="false"),
        )
        expression = akn(
            "FRBRExpression",
            *self._core(f"{self.expression}/!main", self.expression, identity.date, "version"),
            akn("FRBRlanguage", language="fra"),
        )
        uri = f"{self.expression}.akn"
        manifestation = akn(
            "FRBRManifestation",
            *self._core(f"{self.expression}/!main.akn", uri, identity.date, "fichier"),
            akn("FRBRformat", value="application/akn+xml"),
        )
        return akn("identification", work, expression, manifestation, source=SOURCE)

    def _core(self, this: str, uri: str, date: str, what: str) -> Iterator[Element]:
        yield akn("FRBRthis", value=this)
        yield akn("FRBRuri", value=uri)
        yield akn("FRBRdate", date=date, name=what)
        yield akn("FRBRauthor", href=SOURCE, as_="#auteur")

    def _lifecycle(self) -> Element:
        events = (
            akn(
                "eventRef",
                eId=f"eventRef_{number}",
                date=event.date,
                type=event.kind,
                source=self._stage_source(number),
                refersTo=f"#{event.key}",
            )
            for number, event in enumerate(self._identity.events, 1)
        )
        return akn("lifecycle", *events, source=SOURCE)

    def _stage_source(self, number: int) -> str:
        """The first step makes the work; the others are told in it."""
        return "#original" if number == 1 else "#version"

    # Modifications

    def _analysis(self) -> Element:
        modifications = (
            self._modification(number, modification)
            for number, modification in enumerate(self._identity.modifications, 1)
        )
        return akn("analysis", akn("passiveModifications", *modifications), source=SOURCE)

    def _modification(self, number: int, modification: Modification) -> Element:
        name = f"textualMod_{number}"
        observation = self._observations[modification.decision.observation]
        targets = [f"#{self._names[c]}" for c in modification.clauses if c in self._names]
        targets += [f"{self.draft}/!main#{clause}" for clause in modification.gone]
        made = akn(
            "textualMod",
            akn("source", eId=f"{name}__source_1", href=f"#{observation}"),
            akn("source", eId=f"{name}__source_2", href=f"#{_decision(observation)}"),
            *(
                akn("destination", eId=f"{name}__destination_{rank}", href=target)
                for rank, target in enumerate(targets or [self.expression], 1)
            ),
            type=modification.kind,
            eId=name,
        )
        for kind, text in (("old", modification.old), ("new", modification.new)):
            if text:
                made.append(akn(kind, *_paragraphs(text), eId=f"{name}__{kind}_1"))
        return made

    # Who and what is named

    def _references(self) -> Element:
        identity = self._identity
        made = akn("references", source=SOURCE)
        made.append(akn("original", eId="original", href=self.work, showAs=identity.title))
        made.append(
            akn("passiveRef", eId="version", href=self.expression, showAs="La présente version")
        )
        made.append(_organization("redaction", identity.author))
        made.extend(_organization(self._organizations[o.label], o) for o in identity.organizations)
        made.append(akn("TLCRole", eId="auteur", href="/akn/ontology/role/auteur", showAs="Auteur"))
        made.extend(
            akn("TLCEvent", eId=e.key, href=f"/akn/ontology/event/{e.key}", showAs=e.name)
            for e in identity.events
        )
        for modification in identity.modifications:
            made.extend(self._named(modification))
        return made

    def _named(self, modification: Modification) -> Iterator[Element]:
        decision = modification.decision
        key = self._observations[decision.observation]
        shown = f"Observation {decision.observation} ({decision.organization})"
        for identifier, name, words in (
            (key, "observation", shown),
            (_decision(key), "decision", decision.text),
        ):
            yield akn(
                "TLCReference",
                eId=identifier,
                name=name,
                href=f"/akn/ontology/{name}/{identifier}",
                showAs=words,
            )


def _organization(key: str, organization: Organization) -> Element:
    return akn(
        "TLCOrganization",
        eId=key,
        href=f"/akn/ontology/organization/{key}",
        showAs=organization.name,
        shortForm=organization.label,
    )


def _decision(observation: str) -> str:
    return f"dec_{observation.removeprefix('obs_')}"


def _paragraphs(text: str) -> Iterator[Element]:
    """Give words as paragraphs of XHTML: what is old or new may be of any other vocabulary."""
    for line in text.split("\n"):
        paragraph = etree.Element(f"{{{XHTML}}}p", nsmap={"xhtml": XHTML})
        paragraph.text = line
        yield paragraph


def _keyed(prefix: str, names: list[str]) -> dict[str, str]:
    """Give each name a key of its own."""
    keys: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        if name in keys:
            continue
        wanted = key = f"{prefix}_{slug(name).replace('_', '-') or 'nn'}"
        count = 1
        while key in taken:
            count += 1
            key = f"{wanted}-{count}"
        taken.add(key)
        keys[name] = key
    return keys
