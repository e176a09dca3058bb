"""Small consolidations made by hand, for the tests of what is written from one."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from xml.sax.saxutils import escape

from toguna.consultation.model import (
    Conflict,
    Consolidation,
    Contributor,
    Group,
    Nature,
    Observation,
    Origin,
    Placing,
    Reply,
    Return,
    Tier,
    Unread,
    Wording,
)
from toguna.messages import say
from toguna.text.document import Document, Place
from toguna.text.docx.document import read_word
from toguna.weave.edits import Edit, EditKind
from toguna.weave.operations import Cut, Put, Typed

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONSHIPS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="word/document.xml" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
CORE = (
    '<cp:coreProperties xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:cp="http://schemas.'
    'openxmlformats.org/package/2006/metadata/core-properties"><dc:title>{}</dc:title>'
    "</cp:coreProperties>"
)
DRAFT = [
    "# Vision",
    "La stratégie protège les citoyens et les services publics d'ici à 2030.",
    "# Gouvernance",
    "L'agence est placée auprès du ministère chargé du numérique.",
    "Le comité se réunit deux fois par an.",
    "## Financement",
    "Le budget de l'agence est fixé à 5 % du programme.",
    "# Suivi",
    "Un rapport annuel est publié.",
]


def paragraph(line: str) -> str:
    """Give a paragraph of a draft: `#` before a heading, once for each level."""
    text = line.lstrip("#")
    level = len(line) - len(text)
    properties = f'<w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr>' if level else ""
    run = f'<w:r><w:t xml:space="preserve">{escape(text.strip())}</w:t></w:r>'
    return f"<w:p>{properties}{run}</w:p>"


def document(lines: list[str] = DRAFT, title: str = "Stratégie d'essai") -> Document:
    """Read a draft made of some lines."""
    body = "".join(paragraph(line) for line in lines)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONSHIPS)
        archive.writestr("docProps/core.xml", CORE.format(escape(title)))
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{NAMESPACE}"><w:body>{body}</w:body></w:document>',
        )
    return Document(read_word(stream.getvalue(), "projet.docx"))


def edited(
    base: Document, label: str, block: int, before: str, after: str, number: int = 1
) -> Edit:
    """Make the edit that replaces some words of a block."""
    start = base.stories["body"].blocks[block].signature.index(before)
    put = Put("body", block, start, [Typed(after)], order=1)
    cut = Cut("body", block, start, start + len(before))
    operations = [*([cut] if before else []), *([put] if after else [])]
    kind = EditKind.REPLACE if before and after else EditKind.INSERT if after else EditKind.DELETE
    return Edit(label, operations, before, after, "A. Diarra", None, kind, number=number)


def observed(
    base: Document, identifier: str, label: str, block: int, **more: object
) -> Observation:
    """Make a tracked observation on a block of the body."""
    clause = base.clauses.at("body", block)
    assert clause is not None
    values: dict[str, object] = {
        "id": identifier,
        "contributor": label,
        "file": f"{label}.docx",
        "source": "modification suivie n° 1",
        "origin": Origin.TRACKED,
        "clauses": (clause.id,),
        "place": Place("body", block),
        **more,
    }
    return Observation(**values)  # type: ignore[arg-type]


def consolidation(**changes: object) -> Consolidation:
    """Make the consolidation of two ministries that disagree, one letter and one damaged file."""
    base = document()
    seats = [observation(base, *line) for line in SEATS]
    thread = observed(
        base, "O-0003", "MEF", 6, origin=Origin.COMMENT, person="M. Keïta", date="2025-06-20",
        nature=Nature.BUDGET, text="Pourquoi 5 % ?", source="commentaire n° 1",
        replies=[Reply("F. Traoré", "2025-06-21T08:00:00Z", "Loi de finances.")], resolved=True,
    )  # fmt: skip
    lost = Observation(
        "DGB", "lettre.docx", "remarque n° 4", Origin.REMARK, text="Revoir le chapitre cité.",
        reason="Il manque un renvoi.", placing=Placing.NONE, nature=Nature.QUESTION, id="O-0004",
    )  # fmt: skip
    clause = seats[0].clauses[0]
    return_counts = [("MJDH", {"tracked": 2}), ("MEF", {"tracked": 2, "comments": 1, "replies": 1})]
    made = Consolidation(
        draft="projet.docx",
        document=base,
        contributors=[
            Contributor("MJDH", "Ministère de la Justice et des Droits de l'homme"),
            Contributor("MEF", "Ministère de l'Économie et des Finances"),
            Contributor("DGB", "DGB"),
        ],
        returns=[
            Return(f"{label}.docx", label, "copie",
                   [o for o in [*seats, thread] if o.contributor == label], counts)
            for label, counts in return_counts
        ] + [Return("lettre.docx", "DGB", "lettre", [lost], {"lines": 1},
                    [say("{file} : une remarque n'a pas été placée.", file="lettre.docx")])],
        unread=[Unread("MATD.docx", "MATD", say("{file} : fichier abîmé.", file="MATD.docx"))],
        observations=[*seats, thread, lost],
        groups=[Group("C-01", (clause,), ("O-0002", "O-0003"), identical=False)],
        conflicts=[
            Conflict("D-01", Tier.WORDS, (clause,), ("O-0001", "O-0002"), (
                Wording((), DRAFT[3]),
                *(
                    Wording((label,), DRAFT[3].replace(before, after), (identifier,))
                    for identifier, label, before, after, _ in SEATS
                ),
            ), say("deux rédactions des mêmes mots")),
        ],
        docx=b"PK",
        date="2025-07-03",
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


SEATS = (
    ("O-0001", "MJDH", "ministère chargé du numérique", "Premier ministre", (1, 2)),
    ("O-0002", "MEF", "du numérique", "des finances", (1, 2)),
)


def observation(
    base: Document, identifier: str, label: str, before: str, after: str, changes: tuple[int, ...]
) -> Observation:
    """Make the observation of one who wants other words in the clause on the agency's seat."""
    return observed(
        base, identifier, label, 3, before=before, after=after, changes=changes,
        person="A. Diarra", date="2025-06-18T09:00:00Z", edit=edited(base, label, 3, before, after),
    )  # fmt: skip


def crowded(observations: int, conflicts: int = 0) -> Consolidation:
    """Make a consolidation with many observations and divergences."""
    lines = [
        line
        for part in range(12)
        for line in [f"# Partie {part + 1}", *(f"{_sentence(part, n)}" for n in range(15))]
    ]
    base = document(lines, "Stratégie nationale de cybersécurité 2026-2030")
    labels = ["MJDH", "MEF", "MDAC", "MSPC", "MATD", "AMRTP", "DGB", "CNDP", "AGETIC"]
    blocks = [index for index, line in enumerate(lines) if not line.startswith("#")]
    found = []
    for number in range(observations):
        block = blocks[number * 7 % len(blocks)]
        label = labels[number % len(labels)]
        found.append(observed(
            base, f"O-{number + 1:04}", label, block,
            before="vingt-quatre heures", after=f"{number % 50 + 2} heures",
            nature=list(Nature)[number * number % 6], origin=list(Origin)[number % 5],
            text=_sentence(number, 3) if number % 5 > 1 else "", changes=(number,),
            reason="Conforme à la loi de finances." if number % 3 else "",
        ))  # fmt: skip
    rows = [found[i : i + 3] for i in range(conflicts)] if observations > 3 else []
    return Consolidation(
        "projet.docx", base, [Contributor(label, f"Ministère {label}") for label in labels],
        [
            Return(f"{label}.docx", label, "copie", mine, {
                "tracked": len(mine),
                "untracked": sum(o.origin is Origin.UNTRACKED for o in mine),
                "comments": sum(o.origin is Origin.COMMENT for o in mine),
                "lines": sum(o.origin in (Origin.MATRIX, Origin.REMARK) for o in mine),
            })
            for label in labels
            if (mine := [o for o in found if o.contributor == label])
        ],
        [],
        found,
        [],
        [
            Conflict(
                f"D-{number + 1:02}", list(Tier)[number % 4], members[0].clauses,
                tuple(o.id for o in members),
                tuple(_wordings(base, members)),
                say("plusieurs rédactions des mêmes mots"),
            )
            for number, members in enumerate(rows)
        ],
        b"PK",
        "2025-07-03",
    )  # fmt: skip


def _wordings(base: Document, members: list[Observation]) -> list[Wording]:
    text = base.clauses.by_id[members[0].clauses[0]].text
    return [
        Wording((), text),
        *(Wording((o.contributor,), text.replace(o.before, o.after), (o.id,)) for o in members),
    ]


def _sentence(one: int, two: int) -> str:
    subjects = ("L'agence", "Chaque opérateur", "Le comité", "Tout service public", "La banque")
    return (
        f"{subjects[(one + two) % 5]} signale un incident grave dans un délai de vingt-quatre "
        f"heures et conserve les journaux pendant {12 + one + two} mois, sous le contrôle de "
        f"l'autorité compétente{', après avis motivé' * (two % 3)}."
    )
