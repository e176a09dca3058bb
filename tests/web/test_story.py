"""The story of the seed, in a browser: a draft, four ministries, a workshop, adoption.

One site on one laptop, its people in front of it, from the first link to an exported dossier.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.consultation.books import text_table
from tests.consultation.story import docx
from tests.web.deliberation_stories import TOML
from tests.web.stories import DRAFT
from tests.web.story_steps import (
    Hall,
    drops,
    fill,
    hall,
    has_done,
    press,
    registers,
    says,
    verified,
)

pytestmark = pytest.mark.needs_chromium
PRESIDENT = DRAFT[1].replace("Premier ministre", "Président de la République")
DIGITAL = DRAFT[1].replace("Premier ministre", "ministre chargé du numérique")
SOON, LATE = (DRAFT[2].replace("trois jours", words) for words in ("un jour", "dix jours"))
COMPROMISE = DRAFT[2].replace("trois jours", "deux jours")
DAY, COMMITTEE = "2026-11-20", "Comité interministériel"
MINISTRIES = {
    "MJDH": "Ministère fictif de la justice",
    "MDAC": "Ministère fictif de la défense",
    "MATD": "Ministère fictif de l'administration du territoire",
    "MSPC": "Ministère fictif de la sécurité",
}
PEOPLE = (
    ("awa", "rapporteur", ""), ("moussa", "desk", "MJDH"), ("mariam", "authority", "MJDH"),
    ("seydou", "authority", "MDAC"), ("kadidia", "authority", "MATD"),
    ("assetou", "authority", "MSPC"), ("lassana", "committee", ""), ("aminata", "committee", ""),
)  # fmt: skip
"""Who is invited: the name, the role, the ministry."""


def test_a_strategy_goes_from_its_draft_to_the_public(tmp_path: Path) -> None:
    with hall(tmp_path) as told:
        the_dossier_is_opened_and_everybody_invited(told)
        the_round_is_opened(told)
        four_ministries_answer_in_four_ways(told)
        the_returns_are_consolidated(told)
        the_rapporteur_answers(told)
        the_workshop_finds_a_compromise_and_refers_the_anchoring(told)
        the_committee_decides(told)
        the_final_text_has_the_decision(told)
        the_council_adopts(told)
        everybody_reads_the_text(told)
        the_dossier_is_exported_and_verified(told)
        assert told.told == []


def the_dossier_is_opened_and_everybody_invited(hall: Hall) -> None:
    binta = hall.arrives("binta")
    binta.goto(hall.first_link)
    registers(binta, "binta")
    binta.goto("/dossiers/")
    fill(binta, title="Stratégie fictive de cybersécurité", country="Mali")
    binta.locator("[name=role][value=administrator]").check()
    press(binta, "Ouvrir le dossier")
    binta.wait_for_url("**/d/**")
    found = re.search(r"/d/([\w-]+)/", binta.url)
    assert found is not None
    hall.slug = found[1]
    hall.opens("binta", "personnes/structures/")
    ministries = text_table([("sigle", "nom"), *MINISTRIES.items()])
    binta.set_input_files("[name=file]", file("structures.csv", ministries))
    press(binta, "Ajouter la liste")
    says(binta, "4 structures du site")
    hall.opens("binta", "personnes/inviter/")
    people = text_table([("nom", "role", "sigle"), *PEOPLE])
    binta.set_input_files("[name=file]", file("personnes.csv", people))
    press(binta, "Inviter toute la liste")
    says(binta, "8 invitations à remettre")
    for at, (name, *_) in enumerate(PEOPLE):
        card = binta.locator(".invitation-card", has=binta.get_by_role("heading", name=name))
        page = hall.arrives(name, phone=name in ("mariam", "seydou", "lassana"))
        if at % 2:
            page.goto("/code/")
            fill(page, code=card.locator(".code-sign").inner_text())
            press(page, "Continuer")
        else:
            link = card.locator("p.mono").inner_text()
            page.goto(link[link.index("/invitation/") :])
        registers(page, name)
        page.wait_for_url(f"**/d/{hall.slug}/")


def the_round_is_opened(hall: Hall) -> None:
    awa = hall.opens("awa")
    awa.get_by_role("link", name="premier tour").click()
    fill(awa, label="Premier tour", message="Merci de relire l'avant-projet fictif.")
    awa.set_input_files("[name=draft]", file("avant-projet.docx", docx(*DRAFT)))
    press(awa, "Préparer le tour")
    press(awa, "Ouvrir le tour")
    says(awa, "Clore le tour")


def four_ministries_answer_in_four_ways(hall: Hall) -> None:
    drops_a_copy(hall)
    writes_in_the_page(hall)
    fills_the_offline_form(hall)
    sends_a_matrix(hall)


def drops_a_copy(hall: Hall) -> None:
    page = hall.opens("seydou", "tour/1/")
    drops(page, "copie.docx", docx(DRAFT[0], PRESIDENT, SOON, DRAFT[3]))
    hall.opens("seydou", "retours/")
    receipt = hall.downloads(page.get_by_role("link", name="Récépissé"))
    done = verified(receipt)
    assert done.returncode == 0, done.stdout


def writes_in_the_page(hall: Hall) -> None:
    desk = hall.opens("moussa", "ecrire/")
    desk.locator(".clause", has_text="agence").locator(".write").click()
    fill(desk, proposed=DIGITAL)
    expect(desk.locator(".redline ins")).to_contain_text("chargé du numérique")
    fill(desk, reason="Le numérique est sa mission.")
    press(desk, "Garder")
    desk.get_by_role("link", name="Relire et transmettre").click()
    press(desk, "Soumettre à l'autorité")
    authority = hall.opens("mariam", "retours/")
    press(authority, "Valider et transmettre")
    says(authority, "est transmis")


def fills_the_offline_form(hall: Hall) -> None:
    page = hall.opens("kadidia", "tour/1/")
    form = hall.downloads(page.get_by_role("link", name="Télécharger le formulaire"))
    stick = hall.arrives("kadidia's stick")
    stick.context.set_offline(True)
    stick.goto(form.as_uri())
    stick.locator("p.clause", has_text="incidents graves").locator("button.mark").click()
    stick.get_by_label("Rédaction proposée").fill(LATE)
    stick.get_by_role("button", name="Garder cette entrée").click()
    saved = hall.downloads(stick.locator("#enregistrer"))
    page.set_input_files("#files", saved)
    page.locator("form[data-drop] button").click()
    press(page, "Transmettre")
    says(page, "1 fichier est reçu")


def sends_a_matrix(hall: Hall) -> None:
    lines = [
        ("N°", "Structure", "Axe ou §", "Observation", "Rédaction proposée", "Motif"),
        ("1", "MSPC", DRAFT[3], "Le registre doit être daté.", DRAFT[3].replace(
            "leurs incidents", "leurs incidents, avec la date"), "Pour les enquêtes."),
        ("2", "MSPC", "", "Que devient un registre perdu ?", "", ""),
        ("3", "MSPC", "", "Merci de préciser les sanctions.", "", ""),
    ]  # fmt: skip
    page = hall.opens("assetou", "tour/1/")
    drops(page, "matrice.csv", text_table(lines))


def the_returns_are_consolidated(hall: Hall) -> None:
    awa = hall.opens("awa", "tour/1/")
    if awa.get_by_role("button", name="Consolider maintenant").is_visible():
        press(awa, "Consolider maintenant")
        expect(awa.locator("progress").first).to_be_visible()
    expect(awa.get_by_text("lu et consolidé")).to_have_count(4, timeout=60_000)


def the_rapporteur_answers(hall: Hall) -> None:
    awa = hall.opens("awa", "observations/")
    first = row(hall, "registre doit être daté")
    first.locator("a.open").focus()
    awa.keyboard.press("r")
    expect(first.locator(".state")).to_contain_text("retenue")
    second = row(hall, "registre perdu")
    second.locator("a.open").focus()
    awa.keyboard.press("d")
    expect(second.locator(".state")).to_contain_text("doublon")
    awa.keyboard.press("z")
    expect(awa.locator("#notices")).to_contain_text("comme avant")
    for words in ("registre perdu", "préciser les sanctions"):
        row(hall, words).locator("a.open").focus()
        awa.keyboard.press("x")
    awa.keyboard.press("p")
    expect(awa.locator("#notices")).to_contain_text("2 suites données")
    for words in ("registre doit être daté", "registre perdu", "préciser les sanctions"):
        row(hall, words).locator("[name=tick]").check()


def row(hall: Hall, words: str) -> Locator:
    return hall.pages["awa"].locator(".register-table tbody tr", has_text=words)


def the_workshop_finds_a_compromise_and_refers_the_anchoring(hall: Hall) -> None:
    awa = hall.opens("awa", "atelier/nouveau/")
    fill(awa, title="Atelier fictif", place="Bamako", first_day=DAY, last_day=DAY)
    press(awa, "Ouvrir l'atelier")
    hall.opens("awa", "atelier/")
    awa.get_by_role("link", name="Ouvrir le pupitre").click()
    chosen(awa, DRAFT[2])
    press(awa, "Mettre à l'écran")
    for name in ("mariam", "seydou"):
        hall.opens(name, "atelier/").get_by_role("link", name="Suivre et voter").click()
        expect(hall.pages[name].locator("#room")).to_contain_text(DRAFT[2])
    awa.locator("#live").fill(COMPROMISE)
    expect(awa.locator("#live-redline ins")).to_contain_text("deux")
    awa.reload()
    awa.locator("#about").select_option("live")
    press(awa, "Ouvrir le vote")
    for name, choice in (("mariam", "Pour"), ("seydou", "Peut")):
        page = hall.pages[name]
        page.locator("#room").get_by_role("button", name=choice).click()
        expect(page.locator(".own-vote")).to_contain_text(choice)
    press(awa, "Clore le vote")
    expect(hall.pages["mariam"].locator("#room")).to_contain_text("vote clos")
    expect(awa.locator("#wording")).to_have_value(COMPROMISE)
    decides(awa, "Un délai que tous peuvent tenir.", "Adopter cette rédaction")
    chosen(awa, DRAFT[1])
    decides(awa, "L'ancrage revient au comité.", "Renvoyer à l'arbitrage")


def chosen(page: Page, draft: str) -> None:
    """Choose the item of a passage at the console."""
    links = page.locator(".items li > a")
    for at in range(links.count()):
        links.nth(at).click()
        if page.locator(".console-item", has_text=draft).count():
            return
    raise AssertionError(f"no item on: {draft}")


def decides(page: Page, reason: str, how: str) -> None:
    page.locator("#reason").fill(reason)
    press(page, how)
    expect(page.locator(".console-item .notice.success")).to_contain_text(reason)


def the_committee_decides(hall: Hall) -> None:
    awa = hall.opens("awa", "deliberation/nouvelle/")
    awa.set_input_files("[name=file]", file("question.toml", TOML.encode()))
    press(awa, "Reprendre ce classeur")
    press(awa, "Ouvrir le recueil")
    for name in ("mariam", "seydou"):
        judges(hall, name)
    hall.opens("awa", "deliberation/").get_by_role("link", name="Ouvrir").click()
    awa.get_by_role("link", name="Choisir la règle et la sceller").click()
    awa.locator("[name=method]").select_option("schulze")
    fill(awa, tie_break="nouveau vote")
    press(awa, "Sceller au registre")
    press(awa, "Ouvrir les résultats")
    has_done(awa, "Le tour 1 et la suite")
    awa.get_by_role("link", name="Vote du comité").click()
    press(awa, "Ouvrir le vote")
    for name in ("lassana", "aminata"):
        page = hall.opens(name, "deliberation/")
        page.get_by_role("link", name="Ouvrir").click()
        page.get_by_role("link", name="Voter").click()
        for option, rank in (("o0", "1"), ("o1", "2"), ("o2", "3")):
            page.locator(f"select[name={option}]").select_option(rank)
        press(page, "Déposer mon bulletin")
        says(page, "Votre bulletin est déposé")
    awa.reload()
    press(awa, "Clore le vote et compter")
    awa.get_by_role("link", name="Écrire la décision").first.click()
    awa.get_by_label("Présidence de la République").first.check()
    fill(awa, reasons="L'agence sert tous les ministères.", instance=COMMITTEE, day=DAY)
    awa.locator("label.choice", has_text="Retenir la rédaction de").filter(
        has_text="Président de la République"
    ).locator("input").check()
    press(awa, "Porter la décision au procès-verbal")
    says(awa, "2 observations ont reçu leur réponse")


def judges(hall: Hall, name: str) -> None:
    """Let a delegation say on its telephone what it thinks of each option."""
    page = hall.opens(name, "deliberation/")
    page.get_by_role("link", name="Ouvrir").click()
    page.get_by_role("link", name="Donner nos avis").click()
    page.get_by_role("link", name="Commencer").click()
    for option, word in (("o0", "forte"), ("o1", "moyenne"), ("o2", "faible")):
        page.locator(f"label:has([name={option}][value={word}])").click()
    press(page, "Enregistrer et continuer")
    for option in ("o0", "o1", "o2"):
        page.locator(f"[name={option}]").fill("6")
    press(page, "Enregistrer et continuer")
    for criterion, rank in (("c0", "1"), ("c1", "2")):
        page.locator(f"[name={criterion}]").select_option(rank)
    press(page, "Enregistrer et continuer")
    press(page, "Nous avons fini")
    says(page, "Vos avis sont enregistrés")


def the_final_text_has_the_decision(hall: Hall) -> None:
    awa = hall.opens("awa", "documents/")
    press(awa, "Faire le texte final et les lettres")
    has_done(awa, "Refaire les documents")
    path = hall.downloads(awa.get_by_role("link", name=re.compile(r"final\.docx")).first)
    with zipfile.ZipFile(path) as package:
        text = re.sub("<[^>]+>", "", package.read("word/document.xml").decode())
    assert PRESIDENT in text
    assert COMPROMISE in text
    awa.locator("summary", has_text="version suivante").click()
    press(awa, "Faire de ce texte une version")
    says(awa, "Ce texte est devenu")


def the_council_adopts(hall: Hall) -> None:
    awa = hall.opens("awa", "adoption/figer/")
    fill(awa, who="Awa Exemple", date=DAY)
    press(awa, "Figer")
    for _ in range(3):
        outcome(hall, "approuvé")
    outcome(hall, "adopté")
    says(hall.pages["awa"], "adoptée")


def outcome(hall: Hall, words: str) -> None:
    """Note what the next body said."""
    awa = hall.opens("awa", "adoption/")
    awa.get_by_role("link", name="Noter l'issue").click()
    awa.locator(f"[name=outcome][value='{words}']").check()
    fill(awa, who="Une instance fictive", date=DAY)
    press(awa, "Noter l'issue")
    awa.wait_for_url("**/adoption/")


def everybody_reads_the_text(hall: Hall) -> None:
    awa = hall.opens("awa", "adoption/publication/")
    fill(awa, label="Version adoptée", publisher="Ministère fictif du numérique")
    press(awa, "Publier")
    has_done(awa, "est public")
    reader = hall.arrives("somebody")
    reader.goto("/lire/")
    reader.get_by_role("link", name="Stratégie fictive").first.click()
    reader.get_by_role("link", name="Lire le texte").last.click()
    body = reader.locator("body")
    expect(body).to_contain_text(PRESIDENT)
    expect(body).to_contain_text(COMMITTEE)


def the_dossier_is_exported_and_verified(hall: Hall) -> None:
    awa = hall.opens("awa", "registre/")
    press(awa, "Exporter le dossier")
    link = awa.get_by_role("link", name=re.compile("^Export,"))
    path = hall.downloads(link.first)
    done = verified(path)
    assert done.returncode == 0, done.stdout
    changed = one_byte_changed(path)
    assert verified(changed).returncode != 0


def one_byte_changed(path: Path) -> Path:
    """Give the export with one byte of one of its files changed."""
    changed = path.with_name("modifie.zip")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
        longest = max(old.infolist(), key=lambda one: one.file_size)
        for one in old.infolist():
            data = bytearray(old.read(one))
            if one is longest:
                data[len(data) // 2] ^= 1
            new.writestr(one.filename, bytes(data))
    return changed


def file(name: str, data: bytes) -> dict[str, object]:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}
