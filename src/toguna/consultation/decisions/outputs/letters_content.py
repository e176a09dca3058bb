"""What a letter of answer says, before it is set in any format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from toguna.consultation.decisions.model import Answer, Disposition, Final, Stage
from toguna.consultation.decisions.outputs.letters_addressees import Addressee
from toguna.consultation.decisions.outputs.letters_settings import Settings
from toguna.consultation.decisions.outputs.traceability_lineage import (
    Lineage,
    outermost,
    words_of,
)
from toguna.consultation.model import Observation
from toguna.consultation.outputs.wordings import Segment, against
from toguna.consultation.outputs.words import (
    UNPLACED,
    cite,
    long_date,
    number_of,
    page,
    quoted,
    said,
    short_date,
    thread,
    title,
)
from toguna.text.clauses import Clause

PENDING = "en attente"
BY_OTHER_WORDS = frozenset({Disposition.ALREADY_MET, Disposition.DUPLICATE, Disposition.MOOT})
"""Dispositions that put no words into the text, but point to those that stand there."""
SHORT_ENTRY = 1_500
"""In characters: such a line takes less than a third of a page."""
LONG_CLAUSE = 700
"""Of a longer clause, what is far from every change is left out, with a mark."""
CONTEXT = 160
CUT = " […] "


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause of the final text, held against the draft: where it stands, and its words."""

    where: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One observation and what became of it; `asked` and `answered` are named texts."""

    id: str
    where: str
    asked: tuple[tuple[str, str], ...]
    outcome: str
    answered: tuple[tuple[str, str], ...]
    passages: tuple[Passage, ...]

    @property
    def is_short(self) -> bool:
        """Whether its line should stay on one page."""
        words = [text for _, text in (*self.asked, *self.answered)]
        words += [segment.text for passage in self.passages for segment in passage.segments]
        return sum(map(len, words)) <= SHORT_ENTRY


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything that a letter says; `unread` are files, and why they could not be read."""

    settings: Settings
    addressee: Addressee
    date: str
    title: str
    introduction: list[str]
    outcomes: list[tuple[str, int]]
    unread: list[str]
    reaction: list[str]
    entries: list[Entry]

    @property
    def subject(self) -> str:
        """The object of the letter."""
        return f"suites données à vos observations sur le projet «\u00a0{self.title}\u00a0»"

    @property
    def closing(self) -> str:
        """The formula of politeness."""
        who = self.settings.salutation.rstrip(" ,")
        return f"Je vous prie d'agréer, {who}, l'expression de ma considération distinguée."


def letter(final: Final, addressee: Addressee, settings: Settings, describer: Describer) -> Letter:
    """Give what the letter to a contributor says."""
    consolidation = final.consolidation
    observations = addressee.observations(final)
    name = title(consolidation)
    asks = reaction(settings, "la matrice jointe") if observations else []
    return Letter(
        settings,
        addressee,
        long_date(consolidation.date) if consolidation.date else "",
        name,
        introduction(final, addressee, name),
        outcomes(final, observations),
        [u.reason.render() for u in consolidation.unread if u.contributor in addressee.labels],
        asks,
        [describer.entry(observation) for observation in observations],
    )


class Describer:
    """Tells what became of observations; `convergences` names those who ask for the same."""

    def __init__(self, final: Final, lineage: Lineage, *, convergences: bool = False) -> None:
        self._final = final
        self._lineage = lineage
        self._others = _others(final) if convergences else {}

    def entry(self, observation: Observation) -> Entry:
        """Describe one observation."""
        answer = self._final.answers.get(observation.id)
        return Entry(
            observation.id,
            self._where(observation),
            self._asked(observation),
            outcome(answer),
            self._answered(observation, answer),
            self._passages(observation, answer),
        )

    def _where(self, observation: Observation) -> str:
        where = cite(self._final.consolidation, observation.clauses)
        if where == UNPLACED:
            return "sans place dans le texte"
        number = page(self._final.consolidation, observation)
        return f"{where} (page\u00a0{number})" if number else where

    def _asked(self, observation: Observation) -> tuple[tuple[str, str], ...]:
        words = said(self._final.consolidation, observation)
        proposed = quoted(observation.after)
        named = [
            ("", "\n".join(filter(None, [words, thread(observation)]))),
            ("Rédaction proposée", proposed if observation.text and proposed else ""),
            ("Justification", observation.reason),
            ("Demandée aussi par", ", ".join(self._others.get(observation.id, ()))),
        ]
        return tuple((name, text) for name, text in named if text)

    def _answered(
        self, observation: Observation, answer: Answer | None
    ) -> tuple[tuple[str, str], ...]:
        if answer is None:
            moot = observation.id in self._final.moot
            return (("", "Une autre rédaction est adoptée à cet endroit."),) if moot else ()
        verdict = answer.verdict.value if answer.verdict else ""
        named = [
            ("", decided(answer)),
            ("Motif", answer.reason),
            ("Votre avis", verdict),
        ]
        return tuple((name, text) for name, text in named if text)

    def _passages(self, observation: Observation, answer: Answer | None) -> tuple[Passage, ...]:
        if answer is None:
            return ()
        document = self._final.document.clauses
        if answer.disposition.adopts:
            changed = [document.by_id[key] for key in self._final.became(observation.id)]
        elif answer.disposition in BY_OTHER_WORDS:
            changed = [c for key in observation.clauses for c in self._lineage.after(key)]
        else:
            return ()
        return (*map(self._passage, outermost(changed)), *self._removed(observation))

    def _passage(self, clause: Clause) -> Passage:
        before = words_of(self._lineage.before(clause.id))
        segments = against(before, clause.text)
        return Passage(self._final.document.clauses.cite(clause), tuple(trimmed(segments)))

    def _removed(self, observation: Observation) -> list[Passage]:
        draft = self._final.consolidation.document.clauses
        gone = [
            draft.by_id[key]
            for key, ids in self._final.removed.items()
            if observation.id in ids and key in draft.by_id
        ]
        return [
            Passage(
                f"{draft.cite(clause)}, supprimé", tuple(trimmed([Segment("del", clause.text)]))
            )
            for clause in outermost(gone)
        ]


def _others(final: Final) -> dict[str, list[str]]:
    """Give, by observation, the contributors that ask for the same."""
    by_id = final.consolidation.by_id
    found: dict[str, list[str]] = {}
    for group in final.consolidation.groups:
        members = [by_id[key] for key in group.observations if key in by_id]
        for one in members:
            labels = [o.contributor for o in members if o.contributor != one.contributor]
            known = found.setdefault(one.id, [])
            known += [label for label in dict.fromkeys(labels) if label not in known]
    return found


def outcome(answer: Answer | None) -> str:
    """Name what became of an observation: "Retenue", "Non retenue (proposition)"."""
    if answer is None:
        return capitalized(PENDING)
    mark = "" if answer.stage is Stage.VALIDATED else " (proposition)"
    return capitalized(answer.disposition.value) + mark


def capitalized(words: str) -> str:
    """Give words with a capital at the start."""
    return words[:1].upper() + words[1:]


def decided(answer: Answer) -> str:
    """Say who decided and when, "" where nobody has."""
    verb = "Validée" if answer.stage is Stage.VALIDATED else "Proposée"
    on = f"le {short_date(answer.date)}" if answer.date else ""
    who = ", ".join(filter(None, [answer.instance, on]))
    return f"{verb}\u00a0: {who}." if who else ""


def trimmed(
    segments: Sequence[Segment], longest: int = LONG_CLAUSE, context: int = CONTEXT
) -> list[Segment]:
    """Leave out, with a mark, what is far from every change of a clause that is too long."""
    if sum(len(segment.text) for segment in segments) <= longest:
        return list(segments)
    last = len(segments) - 1
    shown: list[Segment] = []
    for number, (kind, text) in enumerate(segments):
        head, tail = (longest // 2, longest // 2)
        if kind == "keep" and last:
            head, tail = context * (number > 0), context * (number < last)
        shown.append(Segment(kind, _cut(text, head, tail)))
        if sum(len(segment.text) for segment in shown) > 2 * longest:
            return [*shown, Segment("keep", CUT)]
    return shown


def _cut(text: str, head: int, tail: int) -> str:
    """Keep so many characters at the start and at the end of a text."""
    if len(text) <= head + tail + len(CUT):
        return text
    start = text[:head].rsplit(" ", 1)[0] if head else ""
    end = text[-tail:].split(" ", 1)[-1] if tail else ""
    return f"{start}{CUT}{end}"


def outcomes(final: Final, observations: Sequence[Observation]) -> list[tuple[str, int]]:
    """Count what became of observations, in the order of the dispositions, none left out."""
    counts = Counter(
        answer.disposition.value if (answer := final.answers.get(o.id)) else PENDING
        for o in observations
    )
    names = [*(disposition.value for disposition in Disposition), PENDING]
    return [(capitalized(name), counts[name]) for name in names if counts[name]]


def introduction(final: Final, addressee: Addressee, name: str) -> list[str]:
    """Say what was received and what is sent."""
    observations = addressee.observations(final)
    files = ", ".join(quoted(file) for file in addressee.files(final))
    through = f" ({files})" if files else ""
    if not observations:
        return [
            f"Votre retour sur le projet intitulé «\u00a0{name}\u00a0»{through} a été lu. Il ne "
            "contient aucune observation ni aucune modification du texte.",
        ]
    waiting = sum(o.id not in final.answers for o in observations)
    sentences = [
        f"Vous avez bien voulu faire part de vos observations sur le projet intitulé "
        f"«\u00a0{name}\u00a0»{through}. Nous y avons relevé "
        f"{number_of(len(observations), 'observation')}, et je vous en remercie.",
        "Le tableau ci-dessous dit ce qu'elles sont devenues\u00a0; l'annexe répond à chacune, "
        "avec le motif et les mots du texte final.",
    ]
    if waiting == 1:
        sentences.append("Une observation attend encore sa réponse, qui vous sera donnée.")
    elif waiting:
        sentences.append(
            f"{number_of(waiting, 'observation')} attendent encore leur réponse, qui vous sera "
            "donnée."
        )
    return sentences


def reaction(settings: Settings, matrix: str) -> list[str]:
    """Say until when and how an opinion on the answers is given, in which matrix."""
    when = (
        f"jusqu'au {long_date(settings.until)}"
        if settings.until
        else f"dans les {settings.days} jours qui suivent la réception de cette lettre"
    )
    where = f" à {settings.reply_to}" if settings.reply_to else ""
    return [
        f"Vous pouvez donner votre avis sur ces réponses {when}. Remplissez pour cela la colonne "
        f"«\u00a0Avis du contributeur\u00a0» de {matrix}, par «\u00a0satisfait\u00a0» ou "
        f"«\u00a0non satisfait\u00a0», et renvoyez-la{where}. Les autres colonnes ne sont pas à "
        "modifier.",
        "Passé ce délai, les réponses sont tenues pour reçues sans avis de votre part.",
    ]
