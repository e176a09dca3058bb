"""A fictitious workshop, as a hall in Bamako sees it."""

from __future__ import annotations

from toguna.consultation.decisions.outputs.letters_settings import Settings
from toguna.consultation.workshop.model import (
    AgendaItem,
    Decision,
    Delegation,
    Member,
    Position,
    Recommendation,
    Referral,
    Session,
    Vote,
    WorkingGroup,
    Workshop,
)

DAYS = ("2026-07-01", "2026-07-02")
OPEN = Vote(
    {Position.FOR: 3, Position.CAN_LIVE_WITH: 1, Position.AGAINST: 1, Position.ABSTAIN: 0},
    named={"MJDH": Position.FOR, "MSPC": Position.FOR, "MCENMA": Position.FOR,
           "MATD": Position.CAN_LIVE_WITH, "MEF": Position.AGAINST},
)  # fmt: skip
SECRET = Vote({Position.FOR: 4, Position.ABSTAIN: 1}, secret=True, named={"MEF": Position.ABSTAIN})
DEADLINE = Decision(
    "Axe 1, Objectif 1.1, mesure 1.1.1",
    "Le projet de loi est déposé au plus tard le 30 septembre 2026.",
    "Le projet de loi est déposé au plus tard le 31 décembre 2026, après avis de la Cour suprême.",
    "Le délai initial ne laissait pas le temps de la consultation obligatoire.",
    OPEN,
    ("MJDH", "MEF"),
)
NOTICE = Decision(
    "Axe 2, Objectif 2.1, al. 3",
    "Les opérateurs déclarent tout incident sous 72 heures.",
    "Les opérateurs déclarent tout incident majeur sous 24 heures, les autres sous 72 heures.",
    "Un délai par gravité suit la pratique des équipes de réponse.",
)
ANCHORING = Referral(
    "§ 5.1, al. 1",
    "À quelle autorité l'agence est-elle rattachée ?",
    (
        ("L'agence est rattachée au ministère chargé du numérique.", ("MCENMA",)),
        ("L'agence est rattachée à la Primature.", ("MJDH", "MATD")),
        ("L'agence est rattachée au ministère chargé de la sécurité.", ("MSPC",)),
    ),
    "Aucune rédaction n'a réuni le consensus ; la question touche à l'organisation du "
    "Gouvernement.",
)


def member(name: str, role: str, *days: str) -> Member:
    return Member(name, role, days)


WORKSHOP = Workshop(
    title="Atelier de finalisation de la stratégie nationale de cybersécurité (exemple fictif)",
    text="Stratégie nationale de cybersécurité 2026-2030, avant-projet",
    place="Bamako, hôtel des Rives",
    days=DAYS,
    opened_by="le secrétaire général du ministère chargé du numérique",
    chair="Mme Awa FICTIVE",
    rapporteur="M. Issa EXEMPLE",
    context="Après deux tours de consultation des départements, 214 observations ont été reçues ; "
    "17 passages restaient contestés.",
    objectives=("examiner les passages contestés et arrêter leur rédaction ;",
                "désigner les points à soumettre à l'arbitrage."),
    expected=("une version consolidée de la stratégie ;", "la liste des points d'arbitrage."),
    agenda=(
        AgendaItem(DAYS[0], "9 h 00", "Cérémonie d'ouverture", "Secrétaire général"),
        AgendaItem(DAYS[0], "10 h 30", "Présentation des divergences", "Rapporteur général"),
        AgendaItem(DAYS[0], "14 h 00", "Travaux de groupes", ""),
        AgendaItem(DAYS[1], "9 h 00", "Restitution et décisions en plénière", "Présidente"),
    ),
    delegations=(
        Delegation("MCENMA", "Ministère de la Communication, de l'Économie numérique et de la "
                   "Modernisation de l'Administration",
                   (member("Mme Awa FICTIVE", "Directrice nationale", *DAYS),
                    member("M. Issa EXEMPLE", "Rapporteur", *DAYS))),
        Delegation("MJDH", "Ministère de la Justice et des Droits de l'Homme",
                   (member("M. Oumar MODÈLE", "Magistrat, point focal", *DAYS),)),
        Delegation("MEF", "Ministère de l'Économie et des Finances",
                   (member("Mme Fanta SPÉCIMEN", "Chargée de mission", DAYS[1]),)),
        Delegation("MSPC", "Ministère de la Sécurité et de la Protection civile",
                   (member("Commissaire Sory ESSAI", "Chef de division", DAYS[0]),)),
        Delegation("MATD", "Ministère de l'Administration territoriale", ()),
    ),
    sessions=(Session(DAYS[0], "Plénière d'ouverture", "Mme Awa FICTIVE",
                      "Le rapporteur a présenté les divergences et la méthode de travail."),),
    groups=(
        WorkingGroup("Groupe 1 : cadre juridique", ("Axe 1",), "M. Oumar MODÈLE",
                     "Mme Fanta SPÉCIMEN", ("MJDH", "MEF"),
                     "Les débats ont porté sur le calendrier de la loi.", (DEADLINE,),
                     (Recommendation("Publier le calendrier législatif."),)),
        WorkingGroup("Groupe 2 : réponse aux incidents", ("Axe 2", "§ 5.1"),
                     "Commissaire Sory ESSAI", "", ("MSPC", "MCENMA"), "", (NOTICE,), (),
                     (ANCHORING,)),
    ),
    decisions=(DEADLINE, NOTICE),
    recommendations=(
        Recommendation("Inscrire la dotation du centre de réponse au budget 2027.",
                       "ministère de l'Économie et des Finances"),
        Recommendation("Désigner un point focal cybersécurité dans chaque département."),
        Recommendation("Saisir le comité interministériel avant le 15 août 2026.", "Primature"),
    ),
    referrals=(ANCHORING,),
    letterhead=Settings(body="Comité de rédaction de la stratégie (fictif)"),
)  # fmt: skip
