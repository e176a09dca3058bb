"""A workshop as the core tells it, from what the site keeps: its papers are made of this value."""

from __future__ import annotations

from collections.abc import Iterable

from toguna.consultation.decisions.outputs.letters_settings import Settings
from toguna.consultation.workshop import model as core
from toguna.consultation.workshop.model import Position
from toguna.web.domain.room.groups import proposals
from toguna.web.domain.room.voting import ABSTAIN, Counted, count
from toguna.web.models import (
    Decision,
    Item,
    Organisation,
    Recommendation,
    Vote,
    WorkingGroup,
    Workshop,
)

QUESTION = "Quelle rédaction retenir ?"


def told_workshop(workshop: Workshop) -> core.Workshop:
    """Tell a workshop: who came, what the groups proposed, what was decided, what is left open."""
    last = [one for one in map(_last_decision, workshop.items.all()) if one is not None]
    dossier = workshop.dossier
    return core.Workshop(
        title=workshop.title,
        text=f"{dossier.title}, {workshop.round.draft.label}",
        place=workshop.place,
        days=tuple(workshop.days),
        opened_by=workshop.opened_by,
        chair=workshop.chair,
        rapporteur=workshop.rapporteur,
        context=workshop.context,
        objectives=tuple(line for line in workshop.objectives.splitlines() if line.strip()),
        delegations=tuple(_delegations(workshop)),
        groups=tuple(map(_group, workshop.groups.all())),
        decisions=tuple(_decision(d) for d in last if d.disposition == Item.State.SETTLED),
        recommendations=_recommendations(workshop.recommendations.all()),
        referrals=tuple(_referral(d) for d in last if d.disposition == Item.State.REFERRED),
        letterhead=Settings(
            body=f"Secrétariat de l'atelier{' (fictif)' if dossier.fictitious else ''}",
            place=workshop.place.partition(",")[0],
        ),
    )


def _last_decision(item: Item) -> Decision | None:
    """Give what was decided of an item, None where it was taken up again since."""
    found: Decision | None = item.decisions.select_related("vote", "item").last()
    return found if found is not None and found.disposition == item.state else None


def _delegations(workshop: Workshop) -> Iterable[core.Delegation]:
    organisations = Organisation.objects.filter(memberships__dossier=workshop.dossier_id)
    present = Organisation.objects.filter(pk__in=workshop.presences.values("organisation"))
    members: dict[int, list[core.Member]] = {}
    for one in workshop.presences.all():
        members.setdefault(one.organisation_id, []).append(
            core.Member(one.name, one.role, tuple(one.days))
        )
    for organisation in (organisations | present).distinct().order_by("label"):
        yield core.Delegation(
            organisation.label, organisation.name, tuple(members.get(organisation.pk, ()))
        )


def cited(item: Item) -> str:
    """Give how a paper cites an item."""
    return item.place or item.title


def _decision(decision: Decision) -> core.Decision:
    item, vote = decision.item, decision.vote
    reason = decision.reason
    if vote is not None and vote.block:
        reason = f"{reason} {_in_block(count(vote))}"
    return core.Decision(
        cited(item),
        item.draft,
        decision.wording,
        reason,
        None if vote is None else _vote(vote, decision),
        tuple(decision.proposed_by),
    )


def _in_block(counted: Counted) -> str:
    told = ", ".join(f"{label} {number}" for _, label, number, _ in counted.rows)
    return f"Rédactions mises aux voix ensemble : {told}."


def _vote(vote: Vote, decision: Decision) -> core.Vote:
    """Tell a vote; in a block, who took another wording is against the one that was retained."""
    counted = count(vote)
    taken = {one["key"]: _position(vote, one, decision) for one in vote.choices}
    counts = dict.fromkeys(Position, 0)
    named: dict[str, Position] = {}
    for key, _, number, names in counted.rows:
        counts[taken[key]] += number
        named |= dict.fromkeys(names, taken[key])
    return core.Vote(counts, vote.secret, named)


def _position(vote: Vote, choice: dict[str, str], decision: Decision) -> Position:
    if not vote.block:
        return Position[choice["key"].upper()]
    if choice["key"] == ABSTAIN:
        return Position.ABSTAIN
    is_retained = choice["text"].strip() == decision.wording
    return Position.FOR if is_retained else Position.AGAINST


def _referral(decision: Decision) -> core.Referral:
    return _open_question(decision.item, decision.reason)


def _open_question(item: Item, reason: str) -> core.Referral:
    rivals = tuple((one["text"], tuple(one["who"])) for one in item.wordings)
    return core.Referral(cited(item), QUESTION, ((item.draft, ()), *rivals), reason)


def _group(group: WorkingGroup) -> core.WorkingGroup:
    items = {str(item.pk): item for item in group.items.all()}
    said = [(items[key], deed.told) for key, deed in proposals(group).items() if key in items]
    return core.WorkingGroup(
        group.name,
        tuple(cited(item) for item in items.values()),
        group.chair,
        group.rapporteur,
        tuple(group.delegations.values_list("label", flat=True)),
        group.summary,
        tuple(
            core.Decision(cited(item), item.draft, told["words"], told["reason"])
            for item, told in said
            if told["agreed"]
        ),
        _recommendations(group.workshop.recommendations.filter(group=group)),
        tuple(_open_question(item, told["reason"]) for item, told in said if not told["agreed"]),
    )


def _recommendations(rows: Iterable[Recommendation]) -> tuple[core.Recommendation, ...]:
    return tuple(core.Recommendation(one.text, one.addressee) for one in rows)
