"""A PDF is signed, checked, and every change to it is seen."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pypdf import PdfReader

from tests.adoption.signed import ADOPTED, WHEN, credentials, text
from toguna.adoption.signature.certificates import (
    Credentials,
    fingerprint,
    make_certificate,
    new_key,
    read_certificates,
    read_pem,
    read_pkcs12,
    to_pem,
    to_pkcs12,
)
from toguna.adoption.signature.checking import Signature, check_pdf
from toguna.adoption.signature.signing import sign_pdf
from toguna.adoption.signature.stamp import Spot
from toguna.text.errors import UnreadableFile

OWN = credentials()


def signed(pdf: bytes | None = None) -> bytes:
    return sign_pdf(text() if pdf is None else pdf, OWN, ADOPTED, "final.pdf")


def checked(pdf: bytes, *trusted: Credentials) -> list[Signature]:
    return check_pdf(pdf, [one.certificate for one in trusted], "final.pdf")


def words(signature: Signature) -> str:
    return "\n".join(map(str, signature.told()))


def test_a_signed_text_says_who_why_where_and_when() -> None:
    (found,) = checked(signed(), OWN)
    assert found.holds
    assert words(found).splitlines()[:5] == [
        "Secrétariat général du Gouvernement : signature valable, document intact.",
        "Motif : Texte adopté",
        "Date déclarée par le signataire : 3 décembre 2025 à 10:00 (UTC)",
        "Lieu : Bamako",
        "Elle couvre tout le document.",
    ]
    assert checked(text()) == []


def test_a_certificate_that_nobody_vouches_for_must_be_compared(
    caplog: pytest.LogCaptureFixture,
) -> None:
    (found,) = checked(signed())
    assert (found.intact, found.valid, found.trusted, found.holds) == (True, True, False, False)
    assert "rien ne prouve encore" in words(found)
    assert fingerprint(OWN.certificate) in words(found)
    (other,) = checked(signed(), credentials("Un autre"))
    assert not other.trusted
    assert caplog.text == ""


def test_what_was_there_stays_byte_for_byte_with_its_archive_metadata() -> None:
    before, after = text(), signed()
    assert after.startswith(before)
    assert b"/Type /Metadata" not in after[len(before) :].replace(b"/Type/M", b"/Type /M")

    was, now = PdfReader(io.BytesIO(before)), PdfReader(io.BytesIO(after))
    root = now.trailer["/Root"]
    xmp = root["/Metadata"].get_data()
    assert xmp == was.trailer["/Root"]["/Metadata"].get_data()
    for claim in (b"<pdfaid:part>2<", b"<pdfaid:conformance>A<", b"<pdfuaid:part>1<"):
        assert claim in xmp
    assert now.metadata == was.metadata
    assert root["/MarkInfo"]["/Marked"]
    tree = was.trailer["/Root"].raw_get("/StructTreeRoot")
    assert root.raw_get("/StructTreeRoot").idnum == tree.idnum


def test_a_field_that_is_not_seen_is_what_an_archive_and_a_screen_reader_allow() -> None:
    reader = PdfReader(io.BytesIO(signed()))
    page = reader.pages[0]
    (field,) = [a.get_object() for a in page["/Annots"]]
    prints, hidden = 4, 1 + 2 + 32
    assert field["/F"] & prints
    assert not field["/F"] & hidden
    assert max(field["/Rect"]) < min(page.mediabox)
    assert field["/V"]["/SubFilter"] == "/ETSI.CAdES.detached"


def test_a_signature_that_is_seen_brings_its_own_fonts() -> None:
    seen = sign_pdf(text(), OWN, replace(ADOPTED, spot=Spot(-1, 340, 60)), "final.pdf")
    assert checked(seen, OWN)[0].holds
    page = PdfReader(io.BytesIO(seen)).pages[-1]
    (field,) = [a.get_object() for a in page["/Annots"]]
    drawn = field["/AP"]["/N"]["/Resources"]["/XObject"]["/Cachet"]
    fonts = [font.get_object() for font in drawn["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        assert "/FontFile3" in font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
    assert b"MCID" not in drawn.get_data()


def test_the_same_key_file_and_time_give_the_same_bytes() -> None:
    assert signed() == signed()
    seen = replace(ADOPTED, spot=Spot(0, 340, 60))
    assert sign_pdf(text(), OWN, seen, "a") == sign_pdf(text(), OWN, seen, "b")
    key = new_key()
    assert (
        make_certificate("A", "B", "ML", key, WHEN).certificate
        == make_certificate("A", "B", "ML", key, WHEN).certificate
    )


def test_a_second_signature_leaves_the_first_one_whole() -> None:
    minister = credentials("La ministre")
    both = sign_pdf(signed(), minister, replace(ADOPTED, field="Signature2"), "final.pdf")
    first, second = checked(both, OWN, minister)
    assert first.holds
    assert second.holds
    assert "seules des signatures y ont été ajoutées" in words(first)
    assert "couvre tout le document." in words(second)
    with pytest.raises(UnreadableFile, match="ne peut pas être signé"):
        sign_pdf(both, minister, ADOPTED, "final.pdf")


@settings(max_examples=12, deadline=None)
@given(st.integers(min_value=0), st.integers(1, 255))
def test_one_byte_changed_anywhere_in_the_text_breaks_it(place: int, change: int) -> None:
    data = bytearray(signed())
    data[200 + place % (len(text()) - 1_000)] ^= change
    try:
        found = checked(bytes(data), OWN)
    except UnreadableFile:
        return
    assert not any(signature.holds for signature in found)


def test_what_is_added_after_a_signature_is_seen() -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(signed()))
    writer.root["/Lang"] = writer.root["/Lang"].__class__("en")
    writer.update_root()
    changed = io.BytesIO()
    writer.write(changed)
    (found,) = checked(changed.getvalue(), OWN)
    assert not found.holds
    assert "modifié ensuite" in words(found)


def test_a_signature_of_another_key_is_false() -> None:
    data = signed()
    end = len(data[: data.rindex(b"0" * 100)].rstrip(b"0"))
    figures = data[end - 40 : end - 8]
    (found,) = checked(data[: end - 40] + figures[::-1] + data[end - 8 :], OWN)
    assert found.intact
    assert not found.holds
    assert "FAUSSE" in words(found)


def test_nothing_is_hidden_in_the_room_kept_for_a_signature() -> None:
    data = signed()
    place = data.rindex(b"0" * 100)
    (found,) = checked(data[:place] + b"4D" + data[place + 2 :], OWN)
    assert not found.holds
    assert "ROMPUE" in words(found)


def test_a_certificate_is_looked_at_as_of_a_day() -> None:
    late = WHEN + timedelta(days=365 * 11)
    (found,) = check_pdf(signed(), [OWN.certificate], "final.pdf", at=late)
    assert found.intact
    assert not found.holds
    assert "valable que du 2 décembre 2025 au 1er décembre 2035" in words(found)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", text()[:2_000]])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"lettre\.pdf"):
        sign_pdf(data, OWN, ADOPTED, "lettre.pdf")
    with pytest.raises(UnreadableFile, match=r"lettre\.pdf"):
        check_pdf(data, [], "lettre.pdf")


# Keys that are given


def test_credentials_are_kept_with_a_password_and_had_back() -> None:
    kept = to_pkcs12(OWN, "djenné")
    back = read_pkcs12(kept, "djenné", "cle.p12")
    assert back.certificate == OWN.certificate
    assert checked(sign_pdf(text(), back, ADOPTED, "f.pdf"), OWN)[0].holds
    with pytest.raises(UnreadableFile, match="mot de passe"):
        read_pkcs12(kept, "segou", "cle.p12")
    with pytest.raises(ValueError, match="1 or more"):
        to_pkcs12(OWN, "")


def pem_of(*parts: Credentials | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey) -> bytes:
    written = b""
    for part in parts:
        if isinstance(part, Credentials):
            written += to_pem(part.certificate)
        else:
            written += part.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
    return written


def authority() -> tuple[Credentials, bytes]:
    """An authority, and the PEM of an official whose elliptic key it vouches for."""
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root_name, name = (
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, words)])
        for words in ("Autorité de certification", "A. Traoré")
    )

    def certificate(
        subject: x509.Name, public: ec.EllipticCurvePublicKey, ca: bool
    ) -> x509.Certificate:
        return (
            x509.CertificateBuilder(root_name, subject, public, 1 + ca)
            .not_valid_before(WHEN - timedelta(days=9))
            .not_valid_after(WHEN + timedelta(days=900))
            .add_extension(x509.BasicConstraints(ca, None), critical=True)
            .add_extension(
                x509.KeyUsage(not ca, not ca, False, False, False, ca, ca, False, False),
                critical=True,
            )
            .sign(root_key, hashes.SHA256())
        )

    root = Credentials(root_key, certificate(root_name, root_key.public_key(), True))
    own = Credentials(key, certificate(name, key.public_key(), False))
    return root, pem_of(key, own, root)


def test_a_given_certificate_is_vouched_for_by_its_authority() -> None:
    root, pem = authority()
    given_key = read_pem(pem, "", "cle.pem")
    assert given_key.name == "A. Traoré"
    (found,) = checked(sign_pdf(text(), given_key, ADOPTED, "f.pdf"), root)
    assert found.holds
    assert "Certificat délivré par CN=Autorité de certification." in words(found)


def test_keys_that_cannot_sign_are_refused() -> None:
    edwards = ed25519.Ed25519PrivateKey.generate()
    with pytest.raises(UnreadableFile, match="RSA ou à courbe elliptique"):
        read_pem(pem_of(edwards, OWN), "", "cle.pem")
    with pytest.raises(UnreadableFile, match="n'est pas celui de la clé"):
        read_pem(pem_of(ec.generate_private_key(ec.SECP256R1()), OWN), "", "cle.pem")
    for data in (b"", to_pem(OWN.certificate)):
        with pytest.raises(UnreadableFile, match="clé privée et son certificat"):
            read_pem(data, "", "cle.pem")
    bare = pkcs12.serialize_key_and_certificates(
        b"x", None, OWN.certificate, None, serialization.NoEncryption()
    )
    with pytest.raises(UnreadableFile, match="pas de clé"):
        read_pkcs12(bare, "", "cle.p12")


def test_trusted_certificates_are_read_in_both_forms() -> None:
    der = OWN.certificate.public_bytes(serialization.Encoding.DER)
    assert read_certificates(to_pem(OWN.certificate), "c") == (OWN.certificate,)
    assert read_certificates(der, "c") == (OWN.certificate,)
    with pytest.raises(UnreadableFile, match="PEM ou DER"):
        read_certificates(b"texte", "c.txt")


def test_names_that_no_certificate_can_bear_are_refused() -> None:
    with pytest.raises(UnreadableFile, match="64 signes"):
        make_certificate("x" * 65, "B", "ML", new_key(), WHEN)
    with pytest.raises(UnreadableFile, match="deux lettres"):
        make_certificate("A", "B", "Mali", new_key(), WHEN)


def test_nothing_of_this_machine_is_in_a_signature() -> None:
    (field,) = [a.get_object() for a in PdfReader(io.BytesIO(signed())).pages[0]["/Annots"]]
    assert field["/V"]["/M"] == "D:20251203100000Z"
