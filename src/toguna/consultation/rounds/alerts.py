"""What a rapporteur is warned of from one round to the next. One function a kind of alert."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toguna.consultation.decisions.model import Disposition
from toguna.consultation.folding import even, fold
from toguna.consultation.rounds.chapter import UNSETTLED, Book, Chapter
from toguna.consultation.rounds.likeness import Wish, likeness
from toguna.consultation.rounds.recall import Nearness
from toguna.consultation.rounds.said import Said
from toguna.consultation.versions.horizon import horizons, main_horizon
from toguna.consultation.versions.model import Comparison
from toguna.messages import Message, say
from toguna.text.clauses import ClauseKind
from toguna.text.document import Document

SETTLING = frozenset({
    Disposition.ACCEPTED, Disposition.ACCEPTED_WITH_CHANGES, Disposition.REJECTED,
    Disposition.ALREADY_MET, Disposition.OUT_OF_SCOPE,
})  # fmt: skip
"""What an answer must be for the words of its clause to be settled."""
CAME = (ClauseKind.HEADING, ClauseKind.PARAGRAPH, ClauseKind.ITEM, ClauseKind.ROW)
"""Clauses that a decision can bring in."""
SHOWN = 140


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing to look at: `kind` is `horizon`, `reopened` or `dropped`."""

    kind: str
    message: Message
    clauses: tuple[str, ...] = ()
    observations: tuple[str, ...] = ()


def of_new_draft(present: Document, book: Book) -> list[Alert]:
    """Give what a new draft changes without saying so."""
    last = book.chapters[-1] if book.chapters else None
    if last is None:
        return []
    return [*moved_horizon(last, present), *reopened_in_silence(last, present, book)]


def moved_horizon(last: Chapter, present: Document) -> Iterator[Alert]:
    """The plan covers other years than before, or still names the old ones somewhere."""
    before = main_horizon(last.final or last.draft)
    now = horizons(present)
    main = next(iter(now), None)
    if before is None or main is None or before == main:
        return
    yield Alert(
        "horizon",
        say(
            "L'horizon du plan passe de {before} (tour {number}) à {now} : vérifiez que c'est "
            "voulu, et que les échéances, le budget et les cibles suivent.",
            before=before,
            number=last.round.number,
            now=main,
        ),
    )
    left = now.get(before, [])
    if left:
        cited = [present.clauses.cite(clause) for clause in left]
        yield Alert(
            "horizon",
            say(
                "L'ancien horizon {before} est encore écrit à : {places}.",
                before=before,
                places=" ; ".join(dict.fromkeys(cited)),
            ),
            tuple(clause.id for clause in left),
        )


def reopened_in_silence(last: Chapter, present: Document, book: Book) -> Iterator[Alert]:
    """A clause that decisions settled reads otherwise now, and no decision says so.

    The words adopted are those of the round's final text; a clause on which something was put off
    or referred to arbitration is still open, and may change.
    """
    if last.final is None:
        return
    to_present = book.between(last.final, present)
    for adopted, observations in _settled(last, last.final, book).items():
        if _reads_otherwise(adopted, to_present):
            yield _silent(last, present, adopted, observations, to_present.forward.get(adopted))


def _settled(last: Chapter, final: Document, book: Book) -> dict[str, list[Said]]:
    """Give the clauses of a final text that decisions settled, and the observations decided."""
    to_final = book.between(last.draft, final)
    answered = [said for said in last.register if said.id in last.answers]
    found: dict[str, list[Said]] = {}
    still_open: set[str] = set()
    for said in answered:
        disposition = last.answers[said.id].disposition
        for there in (to_final.forward[c] for c in said.clauses if c in to_final.forward):
            if disposition in UNSETTLED:
                still_open.add(there)
            elif disposition in SETTLING:
                found.setdefault(there, []).append(said)
    adopted = [said for said in answered if last.answers[said.id].disposition.adopts]
    for clause in final.clauses.all:
        if clause.kind in CAME and clause.id not in to_final.back:
            words = fold(clause.text).text
            found[clause.id] = [said for said in adopted if words in fold(said.after).text]
    return {there: decided for there, decided in found.items() if there not in still_open}


def _reads_otherwise(adopted: str, to_present: Comparison) -> bool:
    now = to_present.forward.get(adopted)
    before = to_present.old.clauses.by_id[adopted].text
    after = "" if now is None else to_present.new.clauses.by_id[now].text
    return even(before).text != even(after).text


def _silent(
    last: Chapter, present: Document, adopted: str, observations: list[Said], now: str | None
) -> Alert:
    assert last.final is not None
    clause = last.final.clauses.by_id[adopted]
    ids = tuple(said.id for said in observations)
    told = ", ".join(f"{i} {last.answers[i].disposition.value}" for i in ids)
    here = present.clauses.by_id[now].text if now else ""
    return Alert(
        "reopened",
        say(
            "{where} : question tranchée au tour {number} ({told}), rouverte sans décision. "
            "Adopté : « {before} ». Maintenant : {after}.",
            where=last.final.clauses.cite(clause),
            number=last.round.number,
            told=told or say("adoptée"),
            before=_short(clause.text),
            after=f"« {_short(here)} »" if here else say("(supprimée)"),
        ),
        (now or adopted,),
        ids,
    )


def dropped(register: Sequence[Said], present: Document, book: Book) -> list[Alert]:
    """Observations that a round put off and that no later round has taken up.

    `register` is that of the present round, on the draft `present`.
    """
    later = [(chapter.draft, _wishes(chapter.register)) for chapter in book.chapters]
    later.append((present, _wishes(register)))
    return [
        _dropped(said, chapter)
        for index, chapter in enumerate(book.chapters)
        for said in chapter.unsettled
        if not any(
            _taken_up(said, wishes, book.between(chapter.draft, draft))
            for draft, wishes in later[index + 1 :]
        )
    ]


def _wishes(register: Sequence[Said]) -> list[Wish]:
    return [Wish(said) for said in register]


def _taken_up(said: Said, wishes: Sequence[Wish], comparison: Comparison) -> bool:
    """Tell whether an observation of a later round asks for the same."""
    there = {comparison.forward[c] for c in said.clauses if c in comparison.forward}
    wish = Wish(said)
    for other in wishes:
        clauses = set(other.said.clauses)
        near = not there or not clauses or bool(there & clauses)
        asked = Nearness.SAME if near else Nearness.AROUND
        if likeness(wish, other) >= asked.value:
            return True
    return False


def _dropped(said: Said, chapter: Chapter) -> Alert:
    return Alert(
        "dropped",
        say(
            "{id} ({contributor}), « {disposition} » au tour {number}, n'est reprise nulle part "
            "depuis : {words}",
            id=said.id,
            contributor=said.contributor,
            disposition=chapter.answers[said.id].disposition.value,
            number=chapter.round.number,
            words=_short(said.words),
        ),
        said.clauses,
        (said.id,),
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1].rstrip() + "…"
