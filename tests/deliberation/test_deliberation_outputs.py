"""What a committee is given: the note, the pictures, the workbook and the data."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import openpyxl
import pytest
from jsonschema import Draft202012Validator
from lxml import etree
from pypdf import PdfReader

from tests.conftest import SAMPLES
from tests.deliberation.deliberations import SAMPLE, SMALL, changed
from toguna.deliberation.agencies.reading import read_agencies
from toguna.deliberation.outputs import data, workbook
from toguna.deliberation.outputs.findings import (
    contradictions,
    firsts_of_methods,
    firsts_of_votes,
    in_play,
)
from toguna.deliberation.outputs.note import writer
from toguna.deliberation.outputs.note.summary import (
    announced_sentence,
    methods_sentence,
    votes_sentence,
)
from toguna.deliberation.outputs.pictures.model import Picture
from toguna.deliberation.outputs.pictures.registry import pictures
from toguna.deliberation.outputs.results import Draw, Results, examine
from toguna.deliberation.outputs.words import figure, percent
from toguna.deliberation.reading import read_deliberation

DRAW = Draw(seed=3, samples=400)
SUPERLATIVES = re.compile(
    r"\b(la|le|les) meilleure?s?\b|\bbest\b|\bnous recommandons\b|\bil faut choisir\b",
    re.IGNORECASE,
)


ADDRESS = re.compile(r"https?://\S+")


def computed(text: bytes, name: str = "petite.toml", *, agencies: bool = False) -> Results:
    reading = read_deliberation(text, name)
    assert [f"{p.where} : {p.message}" for p in reading.problems] == []
    found = ()
    if agencies:
        files = [SAMPLES / "agences" / f"{part}.csv" for part in ("agences", "ancrages")]
        names = (files[0].name, files[1].name)
        found = read_agencies(files[0].read_bytes(), files[1].read_bytes(), names).agencies
    return examine(reading.rounds, found, DRAW, lambda _what, _done, _total: None)


@pytest.fixture(scope="module")
def sample() -> Results:
    return computed(SAMPLE.read_bytes(), SAMPLE.name, agencies=True)


@pytest.fixture(scope="module")
def drawn(sample: Results) -> dict[str, Picture]:
    return pictures(sample)


@pytest.fixture(scope="module")
def note(sample: Results, drawn: dict[str, Picture]) -> bytes:
    return writer.write(sample, drawn)


def text_of(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


def words_of(book: bytes) -> str:
    opened = openpyxl.load_workbook(io.BytesIO(book))
    cells = (cell.value for sheet in opened for row in sheet for cell in row)
    return " ".join(str(value) for value in cells if value is not None)


# The note


def test_the_note_can_be_archived_and_read_aloud(note: bytes) -> None:
    reader = PdfReader(io.BytesIO(note))
    metadata = reader.xmp_metadata
    assert metadata is not None
    xml = metadata.stream.get_data().decode()

    assert re.search(r"pdfaid:part>2<", xml)
    assert re.search(r"pdfaid:conformance>A<", xml)
    assert re.search(r"pdfuaid:part>1<", xml)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert str(reader.trailer["/Root"]["/Lang"]).startswith("fr")
    assert len(reader.pages) <= 6


def test_the_note_tells_the_question_from_the_options_to_what_remains(
    note: bytes, sample: Results
) -> None:
    text = text_of(note)
    titles = [
        "L'essentiel", "Les options et ce que l'on en sait", "Ce que les ministères ont dit",
        "Où ils diffèrent", "Ce que donne chaque règle", "Ce qui tient, ce qui bascule",
        "Ce qui reste à décider",
    ]  # fmt: skip
    at = [text.index(title) for title in titles]

    assert sample.deliberation.question[:30] in text
    assert at == sorted(at)
    assert "AMRTP (écartée)" in text
    assert "le comité décide" in text


def test_pictures_have_words_in_the_note(note: bytes, drawn: dict[str, Picture]) -> None:
    reader = PdfReader(io.BytesIO(note))
    told = [alt.replace("\xa0", " ") for alt in _alts(reader)]

    for key in drawn:
        start = drawn[key].alt[:40].replace("\xa0", " ")
        assert any(start in alt for alt in told), key


def _alts(reader: PdfReader) -> list[str]:
    """All alternative texts of the tree of structure."""
    found: list[str] = []
    waiting = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, list):
            waiting += node
        elif hasattr(node, "get"):
            if "/Alt" in node:
                found.append(str(node["/Alt"]))
            if "/K" in node:
                waiting.append(node["/K"])
    return found


def test_the_winners_are_told_under_six_rules_at_least_with_all_ties(
    note: bytes, sample: Results
) -> None:
    text = text_of(note)
    votes = firsts_of_votes(sample)

    assert sum(map(len, votes.values())) >= 6
    assert {"Présidence", "Primature", "Sécurité ou Défense", "Forme mixte"} in map(set, votes)
    assert "Majorité relative" in text
    assert "à égalité selon 1" in text


def test_where_methods_do_not_agree_it_is_said(sample: Results) -> None:
    assert len(firsts_of_methods(sample)) > 1
    assert "Elles ne s'accordent pas" in methods_sentence(sample)
    assert "D'autres règles donneraient un autre résultat" in votes_sentence(sample)
    assert set(in_play(sample)) == {"Primature", "Forme mixte"}


def test_a_method_may_be_the_rule_that_was_announced() -> None:
    rule = '[rule]\nmethod = "TOPSIS"\ntie_break = "tirage au sort"\n[[options]]'
    results = computed(changed("[[options]]", rule).encode())

    assert announced_sentence(results) == "TOPSIS : « Primature »."
    assert votes_sentence(results) == "1 bulletin. Le vote n'est pas la règle annoncée."


def test_what_remains_names_the_comparisons_that_contradict_each_other(
    note: bytes, sample: Results
) -> None:
    assert [person for person, *_ in contradictions(sample)] == ["MSPC"]
    assert "Les comparaisons de MSPC" in text_of(note)


def test_measures_of_consensus_are_reported_together(note: bytes) -> None:
    text = text_of(note)

    for words in ("Niveau de consensus", "W de Kendall", "Avis déplacés", "indice de Goepel"):
        assert words in text, words


def test_agencies_stand_beside_the_options_with_their_pages(note: bytes) -> None:
    reader = PdfReader(io.BytesIO(note))
    links = [
        str(note.get_object()["/A"]["/URI"])
        for page in reader.pages
        for note in page.get("/Annots", [])
    ]

    assert "France (depuis 2009" in text_of(note)
    assert len([link for link in links if link.startswith("http")]) > 10


def test_a_small_deliberation_without_ballots_or_agencies_has_a_note() -> None:
    text = SMALL[: SMALL.index("[[ballots]]")]
    results = computed(text.encode())
    told = text_of(writer.write(results, pictures(results)))

    assert "Le comité n'a pas encore voté" in told
    assert "Exemple fictif" not in told
    assert "scellée" not in told


def test_a_sealed_rule_is_named_by_its_digest(sample: Results) -> None:
    sections = json.dumps(writer.note_data(sample, pictures(sample), "3f2a"), ensure_ascii=False)
    assert "scellée au registre avant le premier bulletin, empreinte SHA-256 3f2a." in sections


ONE_PERSON = """
question = "Où placer l'agence ?"
[[options]]
key = "Ici"
[[options]]
key = "Là"
[[criteria]]
key = "Autorité"
low = 0
high = 5
[[people]]
key = "MEF"
organisation = "Finances"
[[judgements]]
person = "MEF"
[judgements.options]
"Ici" = { "Autorité" = 0 }
"Là" = { "Autorité" = 3 }
[[weights]]
person = "MEF"
way = "ranking"
values = { "Autorité" = 1 }
"""
RULED_OUT = '[[constraints]]\nkey = "loi"\nname = "La loi"\nrules_out = ["Défense"]\n[[people]]'


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(ONE_PERSON, id="one person, one criterion, a zero that AHP refuses"),
        pytest.param(ONE_PERSON.replace(" = 3 }", " = 0 }"), id="all options equal"),
        pytest.param(changed("[[people]]", RULED_OUT), id="one option left"),
        pytest.param(changed('{ "Autorité" = 3, "Délai" = 1 }', '{ "Autorité" = 3 }'),
                     id="weights of one person only"),
        pytest.param(SMALL[: SMALL.index("approved")], id="ballots that only rank"),
    ],
)  # fmt: skip
def test_what_is_little_is_told_as_far_as_it_goes(text: str) -> None:
    results = computed(text.encode())
    drawn = pictures(results)

    assert writer.write(results, drawn).startswith(b"%PDF")
    assert workbook.write(results).startswith(b"PK")
    assert json.loads(data.write(results))["question"]


def test_words_of_people_are_never_code_and_signs_without_shape_do_not_stop_the_note() -> None:
    text = changed('text = "Un fait."', 'text = "#panic() $x$ \\U0001F600 *gras* <a>"')
    results = computed(text.encode())

    assert "#panic() $x$ □ *gras* <a>" in text_of(writer.write(results, pictures(results)))


def test_many_options_criteria_and_people_still_fit_on_six_pages() -> None:
    options = [f"Option {number}" for number in range(10)]
    criteria = [f"Critère {number}" for number in range(12)]
    lines = ['question = "Que choisir ?"']
    for option in options:
        lines += ["[[options]]", f'key = "{option}"', 'description = "Une option parmi dix."']
    for criterion in criteria:
        lines += ["[[criteria]]", f'key = "{criterion}"', "low = 1", "high = 5"]
    for person in range(50):
        lines += ["[[people]]", f'key = "P{person}"', f'organisation = "O{person}"']
    for person in range(50):
        lines += ["[[judgements]]", f'person = "P{person}"', "[judgements.options]"]
        for row, option in enumerate(options):
            said = ", ".join(
                f'"{c}" = {(person * 7 + row * 3 + column * column) % 5 + 1}'
                for column, c in enumerate(criteria)
            )
            lines.append(f'"{option}" = {{ {said} }}')
        weights = ", ".join(f'"{c}" = {1 + (person + n) % 9}' for n, c in enumerate(criteria))
        lines += ["[[weights]]", f'person = "P{person}"', 'way = "direct"']
        lines.append(f"values = {{ {weights} }}")
    results = computed("\n".join(lines).encode())

    assert len(PdfReader(io.BytesIO(writer.write(results, pictures(results)))).pages) <= 6


# Pictures, workbook, data


def test_pictures_are_told_by_more_than_colours(drawn: dict[str, Picture]) -> None:
    assert list(drawn) == [
        "profil", "positions", "consensus", "poids", "methodes", "votes", "solidite",
        "intervalles",
    ]  # fmt: skip
    for picture in drawn.values():
        svg = etree.fromstring(picture.svg())
        assert svg.get("role") == "img"
        assert svg.findtext("{*}title") == picture.title
        assert svg.findtext("{*}desc") == picture.alt
        assert picture.png().startswith(b"\x89PNG")
        assert len(picture.alt) > 60


def test_a_picture_has_its_numbers_written_in_french(drawn: dict[str, Picture]) -> None:
    svg = drawn["profil"].svg().decode()

    assert ">4,7<" in svg
    assert ">4.7<" not in svg


def test_the_data_has_its_form_and_all_that_was_said(sample: Results) -> None:
    told = json.loads(data.write(sample))

    assert told["schema"] == "toguna/deliberation/1"
    assert [one["round"] for one in told["rounds"]] == [1, 2]
    assert len(told["rounds"][1]["judgements"]) == len(sample.deliberation.judgements)
    assert len(told["methods"]) >= 6
    assert told["robustness"]["samples"] == DRAW.samples
    assert set(told["consensus"]["rounds"][1]) >= {"level", "kendall_w", "stability", "verdict"}
    assert told["votes"][0]["winners"]


def test_the_data_follows_its_schema(sample: Results) -> None:
    folder = Path(data.__file__).parent / "schema"
    schema = json.loads((folder / "deliberation.schema.json").read_text(encoding="utf-8"))
    validator = Draft202012Validator(schema)
    wrong = json.loads(data.write(sample)) | {"schema": "toguna/deliberation/0"}

    for results in (sample, computed(SMALL.encode()), computed(ONE_PERSON.encode())):
        assert [e.message for e in validator.iter_errors(json.loads(data.write(results)))] == []
    assert not validator.is_valid(wrong)


def test_the_workbook_has_a_sheet_for_each_thing_and_says_what_rules_mean(
    sample: Results,
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook.write(sample)))

    assert {
        "Question", "Options et faits", "Jugements", "Poids", "Par personne", "Méthodes", "Votes",
        "Règles", "Consensus", "Plus petits changements", "Rangs possibles",
        "Intervalles de poids", "Sans une structure", "Pour passer en tête", "Agences",
    } <= set(book.sheetnames)  # fmt: skip
    assert book["Méthodes"]["A2"].value == "AHP"
    assert "chaque critère comptant pour" in words_of(workbook.write(sample))


def test_the_same_input_gives_the_same_bytes(
    sample: Results, note: bytes, drawn: dict[str, Picture]
) -> None:
    again = computed(SAMPLE.read_bytes(), SAMPLE.name, agencies=True)
    pictured = pictures(again)

    assert writer.write(again, pictured) == note
    assert workbook.write(again) == workbook.write(sample)
    assert data.write(again) == data.write(sample)
    assert [one.svg() for one in pictured.values()] == [one.svg() for one in drawn.values()]


def test_no_output_says_what_to_choose(
    sample: Results, note: bytes, drawn: dict[str, Picture]
) -> None:
    pieces = {
        "note": text_of(note),
        "classeur": words_of(workbook.write(sample)),
        "données": data.write(sample).decode(),
        **{key: picture.svg().decode() for key, picture in drawn.items()},
    }

    for name, words in pieces.items():
        own = ADDRESS.sub("", words)
        assert SUPERLATIVES.search(own) is None, (name, SUPERLATIVES.search(own))


@pytest.mark.parametrize(
    ("value", "shown"), [(3.0, "3"), (2.25, "2,2"), (-0.04, "0"), (-1.5, "−1,5"), (10.0, "10")]
)
def test_numbers_are_written_in_french(value: float, shown: str) -> None:
    assert figure(value) == shown


@pytest.mark.parametrize(
    ("share", "shown"),
    [(0.0, "0 %"), (1.0, "100 %"), (0.001, "moins de 1 %"), (0.999, "plus de 99 %"),
     (0.5, "50 %")],
)  # fmt: skip
def test_a_share_is_never_rounded_to_nothing_or_all(share: float, shown: str) -> None:
    assert percent(share) == shown.replace(" %", "\u00a0%")
