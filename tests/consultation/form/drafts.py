"""A small draft, and what people enter about it."""

from __future__ import annotations

from tests.consultation.story import docx
from toguna.consultation.consolidate import Request, Source, consolidate
from toguna.consultation.form import Entry, FormReturn, write_entries
from toguna.consultation.model import Consolidation, Contributor, Received
from toguna.text.content import Atoms
from toguna.text.document import Document
from toguna.text.formats import read_text

LINES = (
    "# Ancrage institutionnel",
    "L'agence est rattachée au ministère chargé du numérique.",
    "Elle dispose d'un budget propre.",
    "| Mesure | Responsable |",
    "| Créer le centre de réponse | Ministère de la Sécurité |",
)
DRAFT = docx(*LINES)
MJDH = Contributor("MJDH", "Ministère de la Justice")
PROSE, BUDGET = "ancrage_institutionnel__p_1", "ancrage_institutionnel__p_2"
CELL = "tab_1__r_2__c_2"


def read(data: bytes = DRAFT) -> Document:
    """The draft as a document."""
    return Document(read_text(data, "projet.docx", Atoms()))


def entry(clause: str, **told: object) -> Entry:
    """An entry on a clause of the draft, with its words as the page shows them."""
    known = read().clauses.by_id.get(clause)
    base = known.text if known else ""
    return Entry(clause, **{"base": base, "cited": clause, **told})  # type: ignore[arg-type]


def saved(*entries: Entry, draft: bytes = DRAFT, label: str = "MJDH") -> bytes:
    """The file that the page saves."""
    sha256 = read(draft).word.package.sha256
    return write_entries(
        FormReturn("projet.docx", sha256, label, label, person="Awa", entries=entries)
    )


def consolidated(
    *files: bytes, draft: bytes = DRAFT, name: str = "toguna-retour-MJDH.json"
) -> Consolidation:
    """Consolidate the draft with forms that came back from MJDH."""
    returns = [Received(name, data, MJDH) for data in files]
    return consolidate(Request(Source("projet.docx", draft), returns))
