"""What last year's version said differently: the plan one year earlier, and other words.

Each pair is (this year's words, last year's words), in the marked-up text of `contenu/`.
"""

from __future__ import annotations

import re

_PLANNED_YEAR = re.compile(r"\b20(2[5-9]|30)\b")

CHANGES: list[tuple[str, str]] = [
    # 00, 01
    (
        "On ne protège bien que ce que l'on connaît, et l'on ne connaît bien que ce que l'on "
        "partage. Ce texte est né de cette double évidence. Pendant quatre mois,",
        "On ne protège bien que ce que l'on connaît. Pendant six semaines,",
    ),
    (" Aucune observation ne sera perdue. Aucune ne restera sans réponse.", ""),
    (
        "auprès de quarante-deux structures publiques et privées",
        "auprès de trente et une structures publiques et privées",
    ),
    ("moins de trois cents spécialistes", "environ deux cents spécialistes"),
    ("24 heures pour alerter le CSIRT national", "96 heures pour déclarer un incident"),
    (
        "La stratégie sera évaluée à mi-parcours, en 2028, puis à son terme. Les résultats, bons "
        "ou mauvais, seront rendus publics.",
        "La stratégie sera évaluée à son terme.",
    ),
    # 02
    (
        "à partir des travaux de quatre groupes thématiques réunis de janvier à avril 2025, et "
        "reprend les acquis des versions antérieures",
        "à partir des travaux de quatre groupes thématiques réunis en août et septembre 2024",
    ),
    ("au plus tard le 20 juin 2025", "au plus tard le 8 novembre 2024"),
    (
        "TABLEAU Incidents portés à la connaissance des autorités, 2021-2024 {#tab-incidents} "
        "largeurs=6.4,2.4,2.4,2.4,2.4 colonnes=gdddd entete=1\n"
        "| Nature de l'incident | 2021 | 2022 | 2023 | 2024 |\n"
        "| Escroquerie par téléphone ou messagerie | 1 140 | 1 530 | 2 260 | 3 105 |\n"
        "| Rançongiciel | 9 | 17 | 31 | 44 |\n"
        "| Intrusion dans un système de l'État | 12 | 15 | 22 | 37 |\n"
        "| Déni de service | 21 | 26 | 58 | 63 |\n"
        "| Défiguration de site public | 33 | 41 | 29 | 25 |\n"
        "| **Total** | **1 215** | **1 629** | **2 400** | **3 274** |",
        "TABLEAU Incidents portés à la connaissance des autorités, 2021-2023 {#tab-incidents} "
        "largeurs=6.4,2.4,2.4,2.4 colonnes=gddd entete=1\n"
        "| Nature de l'incident | 2021 | 2022 | 2023 |\n"
        "| Escroquerie par téléphone ou messagerie | 1 140 | 1 530 | 2 260 |\n"
        "| Rançongiciel | 9 | 17 | 31 |\n"
        "| Intrusion dans un système de l'État | 12 | 15 | 22 |\n"
        "| Déni de service | 21 | 26 | 58 |\n"
        "| Défiguration de site public | 33 | 41 | 29 |\n"
        "| **Total** | **1 215** | **1 629** | **2 400** |",
    ),
    (
        "6,2 milliards de FCFA pour la seule année 2024",
        "4,9 milliards de FCFA pour la seule année 2023",
    ),
    (
        " et la Convention des Nations Unies contre la cybercriminalité[^onu] fournissent",
        " fournit",
    ),
    (
        "une enquête auprès de quarante-deux structures, quatre groupes",
        "une enquête auprès de trente et une structures, quatre groupes",
    ),
    # 03
    (
        "Les juridictions ont rendu entre 2020 et 2024 cent douze décisions",
        "Les juridictions ont rendu entre 2020 et 2023 quatre-vingt-sept décisions",
    ),
    ("estimé à deux cent quatre-vingts, dont", "estimé à deux cents, dont"),
    ("de 280 à 1 200 d'ici", "de 200 à 1 200 d'ici"),
    ("| 280 | 750 | 1 200 |", "| 200 | 700 | 1 200 |"),
    ("Un sondage réalisé en mars 2025", "Un sondage réalisé en mai 2024"),
    ("a été menée en février 2025", "a été menée en juin 2024"),
    ("groupes thématiques, janvier-avril 2025", "groupes thématiques, août-septembre 2024"),
    # 04
    (
        "(7) **Apprentissage.** Chaque incident donne lieu à un retour d'expérience écrit. On y "
        "cherche des causes et non des coupables.\n",
        "",
    ),
    ("porter à 80 % la part des incidents", "porter à 70 % la part des incidents"),
    ("pendant plus de quatre heures un service", "pendant plus d'une journée un service"),
    # 05 to 08
    (
        "La révision précise les incriminations relatives au rançongiciel et à l'usurpation",
        "La révision précise les incriminations relatives à l'usurpation",
    ),
    (
        "dans un délai de soixante-douze heures à compter de sa découverte, au moyen de la fiche "
        "de l'{nref:annexe-c}. Une alerte sommaire est adressée dans les vingt-quatre heures.",
        "dans un délai de quatre-vingt-seize heures à compter de sa découverte, au moyen de la "
        "fiche de l'{nref:annexe-c}.",
    ),
    ("Le RMS fixe en quarante exigences", "Le RMS fixe en trente exigences"),
    ("effectif initial de quarante agents", "effectif initial de vingt-cinq agents"),
    (
        "MESURE **Ouvrir un observatoire des menaces.** L'observatoire publie chaque trimestre un "
        "état de la menace en français et, pour sa partie destinée au public, en bamanankan, en "
        "fulfulde, en songhoy et en tamasheq.",
        "MESURE **Publier un bulletin de la menace.** Le bulletin publie chaque année un état de "
        "la menace en français.",
    ),
    ("Trois licences professionnelles et deux masters", "Deux licences professionnelles"),
    (" Les agents des kiosques de transfert d'argent y sont associés comme relais.", ""),
    ("est ouvert à Ségou en 2028", "est ouvert à Koulikoro en 2028"),
    ("remboursé dans un délai de dix jours", "remboursé dans un délai de trente jours"),
    # 09 to 13
    (
        "(2) L'ANSI est placée sous la tutelle du ministre chargé de l'Économie numérique.",
        "(2) L'ANSI est placée sous l'autorité du Premier ministre.",
    ),
    (
        "(5) Un conseil d'orientation de onze membres, dont trois représentants du secteur privé "
        "et deux de la société civile, donne un avis sur le programme de travail et sur le rapport "
        "annuel de l'agence.\n",
        "",
    ),
    (
        "(4) Un contrôle annuel du FNC est exercé par les corps de contrôle de l'État. Le rapport "
        "de contrôle est joint au rapport d'exécution de la stratégie.\n",
        "",
    ),
    (
        "| 2.3.4 | Ouvrir un observatoire des menaces | ANSI | MESRS, AMRTP | Décembre 2027 | 4 "
        "bulletins par an | 450 |",
        "| 2.3.4 | Publier un bulletin de la menace | ANSI | AMRTP | Annuelle | 1 bulletin par an "
        "| 450 |",
    ),
    ("5 formations ouvertes, 150 diplômés par an", "2 formations ouvertes, 60 diplômés par an"),
    ("| Site de Ségou ouvert |", "| Site de Koulikoro ouvert |"),
    (
        "| Difficultés d'approvisionnement en matériel | Moyenne | Faible | Stocks de rechange ; "
        "achats groupés avec l'AES | AGETIC |\n",
        "",
    ),
    ("présente les neuf principaux", "présente les huit principaux"),
]


def last_year(texts: dict[str, str]) -> dict[str, str]:
    """The content files as they were: every pair applies once, then planned years move back."""
    whole = "\f".join(texts.values())
    for new, old in CHANGES:
        if whole.count(new) != 1:
            raise LookupError(f"{whole.count(new)} times « {new} »")
        whole = whole.replace(new, old)
    whole = _PLANNED_YEAR.sub(lambda match: str(int(match.group()) - 1), whole)
    return dict(zip(texts, whole.split("\f"), strict=True))
