"""The file for the Council: pieces, what they lack, drafts, signatures, handing over."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from tests.adoption.signed import credentials, text
from tests.web.adoption_stories import (
    STEPS,
    another_text,
    approved,
    entries,
    frozen,
    noted,
    page_of,
    story_of_adoption,
    worked,
)
from tests.web.stories import Story
from toguna.adoption.council.completeness import gaps
from toguna.adoption.signature.certificates import to_pkcs12
from toguna.web.domain.adoption_council import council_file, data_of_piece
from toguna.web.domain.adoption_signing import own_certificate, signatures_of
from toguna.web.domain.texts import read_document
from toguna.web.models import Blob, CouncilPiece, SigningCertificate

pytestmark = pytest.mark.django_db
CERTIFICATE = {"name": "Ministère fictif", "organisation": "État fictif", "country": "ml"}


@pytest.fixture
def story() -> Story:
    told = story_of_adoption()
    frozen(told)
    return told


def added(story: Story, kind: str, data: bytes = b"piece", name: str = "piece.txt") -> CouncilPiece:
    """Let Awa put a piece in its place."""
    told = {"file": SimpleUploadedFile(name, data), "validated_by": "M. Exemple"}
    url = story.url(f"adoption/conseil/deposer/{kind}/")
    assert story.client("awa").post(url, told).status_code == 302
    return CouncilPiece.objects.get(kind=kind)


def signed_on_paper(story: Story, piece: CouncilPiece) -> None:
    url = story.url(f"adoption/conseil/piece/{piece.pk}/papier/")
    assert story.client("awa").post(url, {"who": "La ministre"}).status_code == 302


def complete(story: Story) -> None:
    """Let the file be complete."""
    approved(story)
    for kind in ("communication", "projet", "cadre-logique"):
        added(story, kind, kind.encode())
    for piece in CouncilPiece.objects.filter(kind__in=("communication", "proces-verbal")):
        signed_on_paper(story, piece)


def words_of(data: bytes) -> list[str]:
    """Give the words of a Word file, paragraph by paragraph and cell by cell."""
    return [clause.text for clause in read_document(data, "piece.docx").clauses.all]


def zip_of(story: Story) -> dict[str, bytes]:
    answer = story.client("lassana").get(story.url("adoption/conseil/dossier.zip"))
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_each_gap_is_named_with_what_to_do_until_there_is_none(story: Story) -> None:
    page = page_of(story.client("awa"), story.url("adoption/conseil/"))
    for words in ("9 points à régler", "communication écrite", "Demandez-le au secrétariat",
                  "provisoire"):  # fmt: skip
        assert words in page
    complete(story)
    page = page_of(story.client("awa"), story.url("adoption/conseil/"))
    assert "Le dossier est complet" in page
    assert gaps(council_file(story.dossier)) == []
    assert len(zip_of(story)) == 1 + 3 + 3


def test_the_program_drafts_what_it_can_and_says_that_it_is_a_draft(story: Story) -> None:
    for kind in ("communication", "cadre-logique", "projet"):
        story.client("awa").post(story.url(f"adoption/conseil/preparer/{kind}/"))
        worked()
    pieces = {piece.kind: data_of_piece(piece) for piece in CouncilPiece.objects.all()}
    assert pieces["projet"].startswith(b"%PDF-")
    assert pieces["cadre-logique"].startswith(b"PK")
    assert "[À compléter" in "\n".join(words_of(pieces["communication"]))
    lacks = [str(gap.message) for gap in gaps(council_file(story.dossier))]
    assert any("n'est encore qu'un projet" in one for one in lacks)


def test_a_communication_counts_no_restricted_observation(story: Story) -> None:
    story.client("awa").post(story.url("adoption/conseil/preparer/communication/"))
    worked()
    piece = CouncilPiece.objects.get(kind="communication")
    words = words_of(data_of_piece(piece))
    for name in ("Observations reçues", "Contributeurs consultés"):
        figure = words[words.index(name) + 1]
        assert figure == "1", "two were received, one of them restricted"


def test_a_piece_made_from_another_version_is_out_of_date(story: Story) -> None:
    added(story, "projet")
    noted(story, STEPS[0], "renvoyé", reason="À revoir.", back_to=STEPS[0])
    another_text(story)
    assert frozen(story, 3) == 302
    lacks = [gap.lack.value for gap in gaps(council_file(story.dossier))]
    assert "périmé" in lacks


def test_a_piece_is_signed_with_a_given_key_which_is_kept_nowhere(story: Story) -> None:
    piece = added(story, "communication", text(), "communication.pdf")
    keys = to_pkcs12(credentials(), "mot-de-passe-fictif")
    url = story.url(f"adoption/conseil/piece/{piece.pk}/signer/")
    told = {"key": "given", "reason": "Texte adopté", "place": "Bamako"}
    wrong = {**told, "keys": SimpleUploadedFile("k.p12", keys), "passphrase": "faux"}
    refused = story.client("awa").post(url, wrong)
    assert refused.status_code == 422
    assert "vérifiez le mot de passe" in refused.content.decode()
    assert "faux" not in refused.content.decode()
    right = {**wrong, "keys": SimpleUploadedFile("k.p12", keys),
             "passphrase": "mot-de-passe-fictif"}  # fmt: skip
    assert story.client("awa").post(url, right).status_code == 302
    piece.refresh_from_db()
    assert piece.signed_by == [credentials().name]
    assert data_of_piece(piece).startswith(text()), "what was there stays byte for byte"
    (one,) = signatures_of(piece)
    assert (one.intact, one.valid, one.trusted) == (True, True, False)
    entry = entries(story)[-1]
    assert (entry.act.value, list(entry.files.values())) == ("signé", [piece.blob_id])
    assert not Blob.objects.filter(data=keys).exists()
    dump = "\n".join(connection.connection.iterdump()) if connection.vendor == "sqlite" else ""
    assert "mot-de-passe-fictif" not in dump


def test_the_dossiers_own_certificate_is_made_once_and_signs(story: Story) -> None:
    client, url = story.client("awa"), story.url("adoption/conseil/certificat/")
    assert client.post(url, CERTIFICATE).status_code == 302
    assert client.post(url, CERTIFICATE).status_code == 422
    row, own = SigningCertificate.objects.get(), own_certificate(story.dossier)
    assert own is not None
    assert own.name == "Ministère fictif"
    assert b"PRIVATE KEY" not in bytes(row.private_key)
    piece = added(story, "communication", text(), "communication.pdf")
    told = {"key": "own", "reason": "Pour transmission", "place": "Bamako"}
    sign = story.url(f"adoption/conseil/piece/{piece.pk}/signer/")
    assert client.post(sign, told).status_code == 302
    assert client.post(sign, told).status_code == 302, "a second signature follows the first"
    piece.refresh_from_db()
    signatures = signatures_of(piece)
    assert [one.holds for one in signatures] == [True, True]
    page = page_of(story.client("lassana"), story.url(f"adoption/conseil/piece/{piece.pk}/"))
    assert "signature valable, document intact" in page
    assert own.fingerprint in page
    given = story.client("yacouba").get(story.url("adoption/conseil/certificat/fichier/"))
    assert b"".join(given.streaming_content) == own.pem


def test_a_proces_verbal_is_neither_signed_nor_removed_here(story: Story) -> None:
    approved(story, STEPS[:1])
    piece = CouncilPiece.objects.get(kind="proces-verbal")
    client = story.client("awa")
    client.post(story.url("adoption/conseil/certificat/"), CERTIFICATE)
    base = story.url(f"adoption/conseil/piece/{piece.pk}/")
    assert client.post(base + "papier/", {"who": " "}).status_code == 422, "nobody is named"
    assert client.post(base + "signer/", {"key": "own"}).status_code == 422
    assert client.post(base + "retirer/").status_code == 422
    assert CouncilPiece.objects.filter(pk=piece.pk).exists()


def test_only_a_complete_file_is_noted_as_handed_over(story: Story) -> None:
    url = story.url("adoption/conseil/transmettre/")
    refused = story.client("awa").post(url)
    assert refused.status_code == 422
    assert "pas complet" in refused.content.decode()
    complete(story)
    assert story.client("awa").post(url).status_code == 302
    entry = entries(story)[-1]
    assert entry.act.value == "transmis"
    assert len(entry.files) == 1 + 6
    assert Blob.objects.filter(pk__in=entry.files.values()).count() == 7
    assert "Transmis le" in page_of(story.client("lassana"), story.url("adoption/conseil/"))
