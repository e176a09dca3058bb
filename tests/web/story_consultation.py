"""The story's first half: a dossier and its people, a draft, four ministries, answers."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.consultation.books import text_table
from tests.consultation.story import docx
from tests.web.stories import DRAFT
from tests.web.story_steps import Hall, drops, file, fill, press, registers, says, verified

PRESIDENT = DRAFT[1].replace("Premier ministre", "Président de la République")
DIGITAL = DRAFT[1].replace("Premier ministre", "ministre chargé du numérique")
SOON, LATE = (DRAFT[2].replace("trois jours", words) for words in ("un jour", "dix jours"))
COMPROMISE = DRAFT[2].replace("trois jours", "deux jours")
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
