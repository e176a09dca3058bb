"""The file for the Council: what is missing, the communication drafted, the whole as one zip."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.adoption.approved import PV, STEPS, V1, V2, act, approved, frozen, ok, sha
from tests.adoption.sample import read
from tests.adoption.signed import ADOPTED, credentials
from tests.consultation.story import body, docx
from tests.consultation.test_traceability import sample
from toguna.adoption.approval.acts import freeze, take
from toguna.adoption.approval.model import Frozen, Outcome, Process
from toguna.adoption.approval.reading import default_procedure
from toguna.adoption.canevas.reading import default_canevas
from toguna.adoption.check.strategy import Strategy
from toguna.adoption.council import communication_docx, communication_pdf
from toguna.adoption.council.bordereau import BORDEREAU, lines, write_bordereau, write_zip
from toguna.adoption.council.communication import (
    DRAFT,
    Communication,
    CommunicationSettings,
    draft,
    settings_from,
)
from toguna.adoption.council.completeness import gaps
from toguna.adoption.council.framework import COLUMNS, framework
from toguna.adoption.council.model import CouncilFile, Lack, Piece
from toguna.adoption.signature.checking import check_pdf, signers_of
from toguna.adoption.signature.signing import sign_pdf
from toguna.text.errors import UnreadableFile

DAY = "2025-11-24"
MOMENT = datetime(2025, 11, 24, tzinfo=UTC)
READY = approved(STEPS[:3])
MINUTES = tuple(
    Piece("proces-verbal", "pv.pdf", b"pv", step=step, signed_by=("A. Traoré",))
    for step in STEPS[:3]
)
COMMUNICATION = Piece(
    "communication", "communication.pdf", b"c", V1.sha256, validated_by="M. Keïta",
    signed_by=("La ministre",),
)  # fmt: skip
TEXT = Piece("projet", "final.pdf", b"t", V1.sha256)
FRAMEWORK = Piece("cadre-logique", "cadre.xlsx", b"l", V1.sha256, validated_by="M. Keïta")
WHOLE = CouncilFile(READY, (COMMUNICATION, TEXT, FRAMEWORK, *MINUTES))


def found(file: CouncilFile) -> list[tuple[Lack, str]]:
    return [(gap.lack, str(gap.message)) for gap in gaps(file)]


def test_a_file_with_everything_is_complete() -> None:
    assert PV.sha256 == MINUTES[0].sha256
    assert gaps(WHOLE) == []


def test_every_missing_piece_is_named_with_what_to_do() -> None:
    file = CouncilFile(READY)
    assert [message for lack, message in found(file) if lack is Lack.MISSING] == [
        "« communication écrite » n'est pas au dossier.",
        "« projet de texte » n'est pas au dossier.",
        "« cadre logique » n'est pas au dossier.",
        "Le procès-verbal de « validation technique » n'est pas au dossier.",
        "Le procès-verbal de « réunion interministérielle » n'est pas au dossier.",
        "Le procès-verbal de « conseil de cabinet » n'est pas au dossier.",
    ]
    assert all(str(gap.advice) for gap in gaps(file))


@pytest.mark.parametrize(
    ("piece", "other", "lack", "said"),
    [
        (TEXT, replace(TEXT, version=V2.sha256), Lack.STALE, "vient d'une autre version"),
        (COMMUNICATION, replace(COMMUNICATION, signed_by=()), Lack.UNSIGNED, "pas de signature"),
        (FRAMEWORK, replace(FRAMEWORK, validated_by=" "), Lack.NOT_VALIDATED, "qu'un projet"),
        (MINUTES[1], replace(MINUTES[1], data=b"pv "), Lack.STALE, "pas le procès-verbal versé"),
        (MINUTES[2], replace(MINUTES[2], signed_by=()), Lack.UNSIGNED, "pas de signature"),
    ],
)
def test_what_is_wrong_with_one_piece_is_said_once(
    piece: Piece, other: Piece, lack: Lack, said: str
) -> None:
    pieces = tuple(other if one is piece else one for one in WHOLE.pieces)
    ((kind, message),) = found(CouncilFile(READY, pieces))
    assert kind is lack
    assert said in message


def test_a_piece_that_nobody_claims_is_not_lost() -> None:
    lost = (Piece("photo", "photo.jpg", b"p"), replace(MINUTES[0], step="ailleurs"))
    messages = [m for _, m in found(replace(WHOLE, pieces=(*WHOLE.pieces, *lost)))]
    assert messages == [
        "photo.jpg n'est rangé sous aucune pièce du dossier.",
        "pv.pdf n'est rangé sous aucune pièce du dossier.",
    ]


def test_the_bodies_before_the_council_must_have_approved() -> None:
    def not_validated(process: Process) -> list[str]:
        return [m for lack, m in found(replace(WHOLE, process=process)) if lack is not Lack.STALE]

    assert not_validated(approved(STEPS[:2])) == [
        "« conseil de cabinet » n'a pas encore approuvé v1."
    ]
    assert not_validated(Process(default_procedure())) == ["Aucune version n'est figée."]
    asked = ("Chiffrer l'axe 4.",)
    reserved = act(STEPS[2], Outcome.APPROVED_WITH_RESERVATIONS, reservations=asked)
    process = ok(take(approved(STEPS[:2]), reserved))
    assert not_validated(process) == [
        "Réserve de « conseil de cabinet » sans suite : Chiffrer l'axe 4."
    ]
    lifted = ok(freeze(process, Frozen(V2, "DNEN", "2025-11-01", asked)))
    assert not_validated(lifted) == []
    assert [lack for lack, _ in found(replace(WHOLE, process=lifted))] == [Lack.STALE] * 3


# Bordereau and zip


def test_the_zip_holds_every_piece_in_the_order_of_the_procedure() -> None:
    upside_down = replace(WHOLE, pieces=WHOLE.pieces[::-1])
    data = write_zip(upside_down, "Stratégie d'essai", DAY)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == [
            BORDEREAU, "01-communication.pdf", "02-final.pdf", "03-cadre.xlsx", "04-pv.pdf",
            "05-pv.pdf", "06-pv.pdf",
        ]  # fmt: skip
        assert archive.read("02-final.pdf") == TEXT.data
    assert data == write_zip(upside_down, "Stratégie d'essai", DAY)
    assert [line.name for line in lines(upside_down)][3:5] == [
        "Procès-verbal : validation technique",
        "Procès-verbal : réunion interministérielle",
    ]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "01-passwd"),
        ("C:\\dossier\\Procès verbal.pdf", "01-Proces-verbal.pdf"),
        ("…", "01-piece"),
        ("a" * 300 + ".pdf", "01-" + "a" * 60 + ".pdf"),
    ],
)
def test_no_path_comes_from_a_name(name: str, safe: str) -> None:
    (line,) = lines(CouncilFile(READY, (replace(TEXT, file=name),)))
    assert line.file == safe


def text_of(pdf: bytes) -> str:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    return " ".join(" ".join(pages).split())


def test_the_bordereau_says_what_is_there_and_what_is_not() -> None:
    whole = text_of(write_bordereau(WHOLE, "Stratégie d'essai", DAY))
    assert "Dossier complet" in whole
    assert sha(b"t")[:32] in whole
    partial = text_of(write_bordereau(CouncilFile(frozen()), "Stratégie", DAY))
    assert "Dossier provisoire" in partial
    assert "« projet de texte » n’est pas au dossier" in partial.replace("'", "’").replace(
        "\u00a0", " "
    )
    assert "Aucune pièce" in partial
    unfrozen = write_bordereau(CouncilFile(Process(default_procedure())), "Stratégie", DAY)
    assert "Version figée" not in text_of(unfrozen)


# The communication écrite and the logical framework


@cache
def strategy() -> Strategy:
    return Strategy(sample().document, default_canevas())


def communication(**settings: str) -> Communication:
    return draft(sample(), strategy(), READY, settings_from(settings), DAY)


def test_the_communication_is_drafted_from_the_dossier() -> None:
    made = communication()
    told = "\n".join(
        line for s in (*made.parts, *made.after) for line in (*s.paragraphs, *s.listed, *s.then)
    )
    assert "4 axes, 12 objectifs et 40 mesures" in told
    assert "conseil de cabinet : approuvé le 10 juillet 2025 (A. Traoré)" in told
    assert V1.sha256 in told
    assert "d'adopter le texte" in told
    figures = dict(made.figures)
    observations = len(sample().consolidation.observations)
    assert figures["Observations reçues"] == str(observations)
    answered = [int(n) for name, n in made.figures if name.startswith("–")]
    assert sum(answered) == observations


def test_to_ask_the_council_to_take_note_is_said_as_such() -> None:
    (asked, other) = communication(asked="prendre acte").after[-1].paragraphs
    assert "de prendre acte du texte" in asked
    assert "n'est pas adopter" in other
    with pytest.raises(UnreadableFile, match="« adopter » ou « prendre acte »"):
        settings_from({"asked": "applaudir"})
    with pytest.raises(UnreadableFile, match="« ministre »"):
        settings_from({"ministre": "x"})


def test_what_is_open_is_said_as_open() -> None:
    settings = CommunicationSettings(reference="N° 12/SGG")
    empty = draft(sample(), strategy(), Process(default_procedure()), settings, DAY)
    assert empty.parts[1].paragraphs[1].startswith("[À compléter : version soumise")
    assert "N° 12/SGG" in body(communication_docx.write(empty, "c.docx"))
    asked = ("Chiffrer l'axe 4.",)
    reserved = act(STEPS[0], Outcome.APPROVED_WITH_RESERVATIONS, reservations=asked)
    process = ok(take(frozen(), reserved))
    assert draft(sample(), strategy(), process, settings, DAY).after[0].listed == asked


def test_both_forms_of_the_communication_say_that_it_is_a_draft() -> None:
    made = communication(ministry="Ministère fictif")
    word = communication_docx.write(made, "communication.docx")
    print_ = communication_pdf.write(made, MOMENT)
    assert DRAFT in body(word)
    assert "[À compléter : coût total" in body(word)
    assert "PROJET" in text_of(print_)
    assert (
        b"pdfaid:part>2<" in PdfReader(io.BytesIO(print_)).trailer["/Root"]["/Metadata"].get_data()
    )
    assert word == communication_docx.write(made, "communication.docx")
    assert print_ == communication_pdf.write(made, MOMENT)
    assert made.settings == CommunicationSettings(ministry="Ministère fictif")


def test_a_signed_communication_is_known_by_its_signatures() -> None:
    pdf = communication_pdf.write(communication(), MOMENT)
    signed = sign_pdf(pdf, credentials("La ministre"), ADOPTED, "communication.pdf")
    for data, lacks in ((pdf, [Lack.UNSIGNED]), (signed, [])):
        signatures = check_pdf(data, [], "communication.pdf")
        piece = replace(COMMUNICATION, data=data, signed_by=signers_of(signatures))
        assert [lack for lack, _ in found(CouncilFile(READY, (piece, *WHOLE.pieces[1:])))] == lacks
    changed = signed.replace(b"/Lang", b"/Lung", 1)
    assert signers_of(check_pdf(changed, [], "communication.pdf")) == ()


def test_the_logical_framework_is_drawn_from_the_plan() -> None:
    made = framework(strategy(), "Stratégie d'essai", DAY)
    assert made.measures == 40
    book = load_workbook(io.BytesIO(made.data))
    rows = [[cell.value for cell in row] for row in book["Cadre logique"].iter_rows(min_row=4)]
    assert [row[0] for row in rows[:3]] == ["Axe", "Objectif", "Mesure"]
    assert rows[0][2] == "Mettre le droit à la hauteur de la menace"
    assert rows[0][7] == "Le calendrier législatif est tenu"
    measures = [row for row in rows if row[0] == "Mesure"]
    assert len(measures) == made.measures
    assert measures[0][1:4] == ["1.1.1", "Adopter une loi relative à la cybersécurité",
                                "Projet de loi déposé"]  # fmt: skip
    assert book["Indicateurs de résultat"]["B4"].value == "9"
    assert made.data == framework(strategy(), "Stratégie d'essai", DAY).data


def test_a_text_without_a_plan_gives_an_empty_form_and_says_so() -> None:
    made = framework(
        Strategy(read(docx("# Vision", "Un texte sans plan.")), default_canevas()), "T", DAY
    )
    assert made.measures == 0
    assert "formulaire vide" in str(made.origin)
    sheet = load_workbook(io.BytesIO(made.data)).active
    assert [cell.value for cell in sheet[3]] == [column.heading for column in COLUMNS]
    assert all(cell.value is None for row in sheet.iter_rows(min_row=4) for cell in row)
    plain = draft(sample(), Strategy(read(docx("Rien.")), default_canevas()), frozen(),
                  CommunicationSettings(), DAY)  # fmt: skip
    assert plain.parts[2].paragraphs[0].startswith("[À compléter : contenu")
