"""The letters of answer: to each contributor what became of its own observations, and no more."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from tests.consultation.answered import ACCEPTED, answer, final
from tests.consultation.story import body, docx, part
from toguna.consultation.decisions.model import Answer, Disposition, Final, Stage
from toguna.consultation.decisions.outputs import letters
from toguna.consultation.decisions.outputs.letters_addressees import addressees, namer
from toguna.consultation.decisions.outputs.letters_content import (
    CUT,
    LONG_CLAUSE,
    Describer,
    outcomes,
    trimmed,
)
from toguna.consultation.decisions.outputs.traceability_lineage import lineage_of
from toguna.consultation.model import Unread
from toguna.consultation.outputs.wordings import Segment, against
from toguna.messages import say
from toguna.text.errors import UnreadableFile

DRAFT = (
    "# Axe 1",
    "Les opérateurs déclarent tout incident grave dans un délai de 72 heures.",
    "L'agence est placée sous la tutelle du ministre chargé du numérique.",
    "# Axe 2",
    "Le plan est révisé tous les deux ans après avis du comité technique.",
)


def edited(index: int, line: str) -> bytes:
    lines = list(DRAFT)
    lines[index] = line
    return docx(*lines)


MJDH = edited(
    1, "Les opérateurs déclarent tout incident grave dans un délai de {~~72~>48~~} heures."
)
MJDH_TWO = edited(
    4, "Le plan est révisé tous les {~~deux~>trois~~} ans après avis du comité technique."
)
MJDH_AGAIN = docx(
    DRAFT[0],
    "Les opérateurs déclarent tout incident grave dans un délai de {~~72~>48~~} heures.",
    *DRAFT[2:],
    by="M. Keïta",
)
MEF = edited(
    2, "L'agence est placée sous la tutelle du ministre chargé {~~du numérique~>des finances~~}."
)


def dossier(**answers: Answer) -> Final:
    returns = {"MJDH.docx": MJDH, "MEF.docx": MEF, "MJDH_suite.docx": MJDH_TWO}
    ids = {"mjdh": "MJDH-001", "mef": "MEF-001", "suite": "MJDH (2)-001"}
    return final(docx(*DRAFT), returns, {ids[key]: one for key, one in answers.items()})


def words(pdf: bytes) -> str:
    reader = PdfReader(io.BytesIO(pdf))
    text = " ".join(page.extract_text() for page in reader.pages)
    return " ".join(text.replace("\u200b", "").split())


def test_a_contributor_that_sent_two_files_gets_one_letter() -> None:
    written = letters.write(dossier())

    assert list(written) == [
        "lettres/MJDH.docx", "lettres/MJDH.pdf", "lettres/MEF.docx", "lettres/MEF.pdf",
    ]  # fmt: skip
    text = body(written["lettres/MJDH.docx"])
    assert "MJDH-001" in text
    assert "MJDH (2)-001" in text
    assert "MJDH.docx" in text
    assert "MJDH_suite.docx" in text


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_a_letter_never_tells_what_another_one_asked(suffix: str) -> None:
    rejected = answer(Disposition.REJECTED, "Le décret du 3 mars le fixe déjà.")
    written = letters.write(dossier(mjdh=ACCEPTED, mef=rejected))[f"lettres/MJDH.{suffix}"]
    text = body(written) if suffix == "docx" else words(written)

    assert "48" in text
    assert "MEF" not in text
    assert "des finances" not in text
    assert "décret du 3 mars" not in text


def test_an_answer_has_its_reason_who_decided_and_the_final_words() -> None:
    change = answer(Disposition.ACCEPTED_WITH_CHANGES, "Un compromis.", "36")
    made = dossier(mjdh=change)
    (first, *_) = addressees(made)
    entry = Describer(made, lineage_of(made)).entry(first.observations(made)[0])

    assert entry.outcome == "Retenue avec modification"
    assert entry.answered == (
        ("", "Validée\u00a0: Comité de rédaction, le 02/07/2025."),
        ("Motif", "Un compromis."),
    )
    (passage,) = entry.passages
    assert [s for s in passage.segments if s.kind != "keep"] == [
        Segment("del", "72"),
        Segment("add", "36"),
    ]
    assert "".join(s.text for s in passage.segments if s.kind != "del") == (
        "Les opérateurs déclarent tout incident grave dans un délai de 36 heures."
    )


def test_changes_are_seen_in_word_by_styles_that_can_be_adapted() -> None:
    written = letters.write(dossier(mjdh=ACCEPTED))["lettres/MJDH.docx"]
    xml = part(written, "word/document.xml")

    assert '<w:rStyle w:val="Ajout"/></w:rPr><w:t xml:space="preserve">48</w:t>' in xml
    assert '<w:rStyle w:val="Suppression"/></w:rPr><w:t xml:space="preserve">72</w:t>' in xml
    assert "<w:tblHeader/>" in xml
    assert " NUMPAGES " in part(written, "word/footer1.xml")


def test_what_waits_is_said_to_wait() -> None:
    text = body(letters.write(dossier(mjdh=ACCEPTED))["lettres/MJDH.docx"])

    assert "En attente" in text
    assert "Une observation attend encore sa réponse" in text


def test_an_answer_that_nobody_validated_is_a_proposal() -> None:
    text = body(
        letters.write(dossier(mef=Answer("", Disposition.NOTED, stage=Stage.PROPOSED)))[
            "lettres/MEF.docx"
        ]
    )

    assert "Prise en note (proposition)" in text


def test_counts_add_up_to_what_was_received() -> None:
    made = dossier(mjdh=ACCEPTED, mef=answer(Disposition.REJECTED, "Non."))
    observations = made.consolidation.observations

    assert outcomes(made, observations) == [("Retenue", 1), ("Non retenue", 1), ("En attente", 1)]
    assert sum(count for _, count in outcomes(made, observations)) == len(observations)


def test_the_reaction_period_ends_on_a_day_or_after_some() -> None:
    made = dossier()

    assert "dans les 15 jours qui suivent" in body(letters.write(made)["lettres/MEF.docx"])
    dated = letters.write(made, {"until": "2025-07-18", "place": "Ségou"})["lettres/MEF.docx"]
    assert "jusqu'au 18 juillet 2025" in body(dated)
    assert "Ségou, le 3 juillet 2025" in body(dated)


def test_an_unknown_setting_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(UnreadableFile) as refusal:
        letters.write(dossier(), {"lieu": "Bamako"})

    assert "lieu" in str(refusal.value.message)
    assert "place" in str(refusal.value.message)


def test_who_asks_for_the_same_is_named_only_when_wanted() -> None:
    made = final(docx(*DRAFT), {"MJDH.docx": MJDH, "MEF.docx": MJDH_AGAIN}, {})
    silent = body(letters.write(made)["lettres/MEF.docx"])
    told = body(letters.write(made, convergences=True)["lettres/MEF.docx"])

    assert "MJDH" not in silent
    assert "Demandée aussi par\u00a0: MJDH" in told


def test_a_letter_is_archivable_and_accessible() -> None:
    reader = PdfReader(io.BytesIO(letters.write(dossier(mjdh=ACCEPTED))["lettres/MJDH.pdf"]))
    assert reader.xmp_metadata is not None
    xml = reader.xmp_metadata.stream.get_data().decode()

    assert "<pdfaid:part>2<" in xml
    assert "<pdfaid:conformance>A<" in xml
    assert "<pdfuaid:part>1<" in xml
    assert str(reader.metadata.creation_date).startswith("2025-07-03")  # type: ignore[union-attr]


def test_same_input_same_bytes() -> None:
    assert letters.write(dossier(mjdh=ACCEPTED)) == letters.write(dossier(mjdh=ACCEPTED))


def test_a_letter_of_forty_observations_stays_short() -> None:
    lines = [f"La mesure numéro {n} est suivie par le comité pendant deux ans." for n in range(40)]
    changed = [line.replace("deux ans", "{~~deux~>trois~~} ans") for line in lines]
    accepted = {f"MJDH-{n + 1:03d}": ACCEPTED for n in range(40)}
    made = final(docx(*lines), {"MJDH.docx": docx(*changed)}, accepted)
    pdf = letters.write(made)["lettres/MJDH.pdf"]

    assert len(PdfReader(io.BytesIO(pdf)).pages) <= 7
    text = words(pdf)
    assert all(f"MJDH-{n + 1:03d}" in text for n in range(40))


@given(st.text(), st.text())
@settings(max_examples=60)
def test_a_short_clause_is_shown_whole(before: str, after: str) -> None:
    segments = against(before, after)
    if len(before) + len(after) <= LONG_CLAUSE:
        assert trimmed(segments) == segments


def test_of_a_long_clause_what_changed_is_kept() -> None:
    far = "Un long développement. " * 60
    shown = trimmed([Segment("keep", far), Segment("add", "NOUVEAU"), Segment("keep", far)])
    text = "".join(segment.text for segment in shown)

    assert "NOUVEAU" in text
    assert CUT in text
    assert len(text) < LONG_CLAUSE


@given(st.lists(st.text(min_size=1, max_size=30), max_size=12))
def test_file_names_are_safe_and_never_twice_the_same(labels: list[str]) -> None:
    name = namer()
    names = [name(label, ".docx") for label in labels]

    assert len({n.casefold() for n in names}) == len(names)
    assert not any(set(n) & set('/\\:*?"<>|') or n.startswith(".") for n in names)


HOSTILE = (
    '#panic("non") $x^2$ \\ *gras* <lien> @renvoi // fin <w:p/> &amp; \x01\x1b \ud800 \U000f0001 '
    "مرحبا 😀 中文 \u202eàl'envers " + "anticonstitutionnellement" * 9
)


def test_hostile_words_are_printed_and_never_run() -> None:
    made = dossier(mjdh=answer(Disposition.ACCEPTED_WITH_CHANGES, HOSTILE, "36"))
    for observation in made.consolidation.observations:
        observation.text = observation.reason = HOSTILE
    written = letters.write(made, {"body": HOSTILE, "signatory_name": HOSTILE})

    assert '#panic("non")' in words(written["lettres/MJDH.pdf"])
    assert '#panic("non") $x^2$' in body(written["lettres/MJDH.docx"])


def test_who_had_nothing_to_say_is_thanked_in_one_page() -> None:
    made = final(docx(*DRAFT), {"MAE.docx": docx(*DRAFT)}, {})
    written = letters.write(made)

    assert "aucune observation" in body(written["lettres/MAE.docx"])
    assert len(PdfReader(io.BytesIO(written["lettres/MAE.pdf"])).pages) == 1


def test_a_file_that_could_not_be_read_is_told_to_its_sender() -> None:
    made = final(docx(*DRAFT), {"MJDH.docx": MJDH, "MEF.docx": MEF}, {})
    unread = Unread("MJDH_2.docx", "MJDH", say("{file} : fichier abîmé.", file="MJDH_2.docx"))
    made.consolidation.unread.append(unread)
    written = letters.write(made)

    assert "MJDH_2.docx : fichier abîmé." in body(written["lettres/MJDH.docx"])
    assert "fichier abîmé" not in body(written["lettres/MEF.docx"])
