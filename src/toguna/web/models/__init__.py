"""What the site keeps. Models hold data; what may be done with them is in `toguna.web.domain`."""

from toguna.web.models.answers import Answer, AnswerChange
from toguna.web.models.decided import Checked, Decided, LetterSettings
from toguna.web.models.dossier import Blob, Dossier, Version
from toguna.web.models.jobs import Job
from toguna.web.models.ledger import Ledger, LedgerEntry, LedgerHead
from toguna.web.models.people import (
    ApiToken,
    Invitation,
    Membership,
    Organisation,
    PasswordLink,
    Role,
    SavedFilter,
    User,
)
from toguna.web.models.register import (
    Conflict,
    Group,
    Observation,
    Output,
    Variant,
)
from toguna.web.models.room import (
    Cast,
    CastChange,
    Decision,
    GroupAct,
    Item,
    Machine,
    Presence,
    Recommendation,
    SecretVote,
    Vote,
    WorkingGroup,
    Workshop,
    WorkshopPaper,
)
from toguna.web.models.rounds import Remark, Return, ReturnState, Round

__all__ = [
    "Answer",
    "AnswerChange",
    "ApiToken",
    "Blob",
    "Cast",
    "CastChange",
    "Checked",
    "Conflict",
    "Decided",
    "Decision",
    "Dossier",
    "Group",
    "GroupAct",
    "Invitation",
    "Item",
    "Job",
    "Ledger",
    "LedgerEntry",
    "LedgerHead",
    "LetterSettings",
    "Machine",
    "Membership",
    "Observation",
    "Organisation",
    "Output",
    "PasswordLink",
    "Presence",
    "Recommendation",
    "Remark",
    "Return",
    "ReturnState",
    "Role",
    "Round",
    "SavedFilter",
    "SecretVote",
    "User",
    "Variant",
    "Version",
    "Vote",
    "WorkingGroup",
    "Workshop",
    "WorkshopPaper",
]
