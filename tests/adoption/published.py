"""The sample dossier published, for the tests of the site."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from tests.adoption.approved import STEPS, act, approved, ok, sha
from tests.adoption.sample import DRAFT
from tests.conftest import SAMPLES
from tests.consultation.test_traceability import sample
from toguna.adoption.approval.acts import take
from toguna.adoption.approval.model import Outcome, Process, Version
from toguna.adoption.ledger.hashing import HASH_BYTES
from toguna.adoption.ledger.head import sign_head
from toguna.adoption.ledger.keys import SigningKey
from toguna.adoption.publication.model import Edition, PastVersion, Seal
from toguna.adoption.publication.site import publish

OLD = SAMPLES / "dossier" / "version-2024" / "avant-projet-octobre-2024.docx"
KEY = SigningKey.generate()
SEAL = Seal(
    sign_head(KEY, "SNC-2026", 347, bytes(range(HASH_BYTES)), "2025-12-03T14:00:00Z"), KEY.public
)


def before_the_council(outcome: Outcome) -> Process:
    """Give the final text's way to the Council, and what the Council said."""
    version = Version("v3", "final.docx", sha(sample().clean))
    process = approved(STEPS[:3], version)
    council = act(STEPS[3], outcome, version=version, date="2025-12-03")
    return ok(take(process, council))


@cache
def edition() -> Edition:
    return Edition(
        final=sample(),
        label="v3 (texte adopté)",
        date="2025-12-05",
        publisher="Ministère chargé de l'Économie numérique (exemple fictif)",
        past=(
            PastVersion("v1 (octobre 2024)", "2024-10-14", "Premier avant-projet.", OLD.name,
                        OLD.read_bytes()),
            PastVersion("v2 (mis en consultation)", "2025-06-02", "Texte mis en consultation.",
                        DRAFT.name, DRAFT.read_bytes()),
        ),
        process=before_the_council(Outcome.ADOPTED),
        seal=SEAL,
        downloads={"texte-signe.pdf": b"%PDF- signed"},
    )  # fmt: skip


@cache
def site() -> dict[str, bytes]:
    return publish(edition())


def withholding(*ids: str) -> dict[str, bytes]:
    """Publish only the final text, some observations withheld."""
    bare = replace(edition(), past=(), process=None, seal=None, downloads={})
    return publish(replace(bare, withheld=frozenset(ids)))
