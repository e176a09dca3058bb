"""The story's second half: the workshop, the committee, the text, the Council, the public."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.web.deliberation_stories import TOML
from tests.web.stories import DRAFT
from tests.web.story_consultation import COMPROMISE, PRESIDENT
from tests.web.story_steps import Hall, file, fill, has_done, press, says, verified

DAY, COMMITTEE = "2026-11-20", "Comité interministériel"


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
