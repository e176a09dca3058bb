"""Who sent which file."""

from __future__ import annotations

import unicodedata

from toguna.consultation.contributors import distinct, guess_contributor, read_contributors
from toguna.consultation.model import Contributor

LIST = "file;label;name\nStratégie - retour.docx;MJDH;Ministère de la Justice\n"


def test_a_name_is_known_whatever_the_case_and_however_its_accents_are_written() -> None:
    known = read_contributors(LIST.encode(), "contributeurs.csv")

    for name in ("Stratégie - retour.docx", "STRATÉGIE - RETOUR.DOCX"):
        for form in ("NFC", "NFD"):
            written = unicodedata.normalize(form, name)
            assert known.of(f"retours/{written}") == Contributor("MJDH", "Ministère de la Justice")
            assert known.rank(written) == 0


def test_a_list_saved_by_windows_is_read_the_same() -> None:
    assert read_contributors(LIST.encode("cp1252"), "c.csv") == read_contributors(
        LIST.encode("utf-8-sig"), "c.csv"
    )


def test_the_label_of_a_file_that_no_list_names_is_its_first_acronym() -> None:
    labels = {
        "OBS_MEF_DGB.docx": "MEF",
        "Stratégie V2 FINAL.docx": "Stratégie V2 FINAL",
        "lettre; du ministre.odt": "lettre, du ministre",
    }

    assert {name: guess_contributor(name).label for name in labels} == labels


def test_a_second_file_has_a_label_that_nobody_has() -> None:
    sent = [Contributor(label, "x") for label in ("MJDH", "MJDH (2)", "MJDH", "MJDH")]

    assert [c.label for c in distinct(sent)] == ["MJDH", "MJDH (2)", "MJDH (3)", "MJDH (4)"]


def test_a_name_that_no_xml_could_hold_gives_a_label_that_can() -> None:
    assert guess_contributor("Sant\udce9 \x01.docx").label == "Sant"


def test_two_files_of_one_name_are_told_apart_by_their_folders() -> None:
    told = "file,label\nMJDH/avis.docx,MJDH\nMEF\\avis.docx,MEF\nSNC.docx,SNC\n"
    known = read_contributors(told.encode("utf-16"), "contributeurs.csv")

    files = ["retours/MEF/avis.docx", "retours/MJDH/avis.docx", "avis.docx", "loin/SNC.docx"]

    labels = [sent.label if (sent := known.of(file)) else None for file in files]
    assert labels == ["MEF", "MJDH", None, "SNC"]
    assert known.missing(files[1:3]) == ["MEF\\avis.docx", "SNC.docx"]
