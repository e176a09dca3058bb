"""What each file is, in the words of the page of documents."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from toguna.web.domain.documents import Kept

register = template.Library()
KNOWN = {
    "consolide.docx": gettext_lazy(
        "le projet avec tous les changements demandés, suivis par contributeur"
    ),
    "matrice.xlsx": gettext_lazy("la matrice de traitement des observations, à remplir"),
    "rapport.pdf": gettext_lazy("le rapport de consolidation"),
    "dossier.json": gettext_lazy("toutes les données, pour d'autres logiciels"),
    "final.docx": gettext_lazy("le texte final, sans trace de modification"),
    "final-suivi.docx": gettext_lazy("le texte final, changements retenus suivis"),
    "final.pdf": gettext_lazy("le texte final, à imprimer"),
    "final.html": gettext_lazy("le texte final, avec l'origine de chaque changement"),
    "final.akn.xml": gettext_lazy("le texte final en Akoma Ntoso"),
    "matrice-avec-suites.xlsx": gettext_lazy("la matrice avec la suite donnée à chacune"),
    "matrice-a-jour.xlsx": gettext_lazy("la matrice avec les suites à ce jour, à compléter"),
    "decisions.json": gettext_lazy("le relevé des décisions, pour d'autres logiciels"),
    "tracabilite.xlsx": gettext_lazy("ce que chaque observation est devenue, et l'inverse"),
    "liste.pdf": gettext_lazy("la liste des divergences à arbitrer"),
}
INSIDE = {
    "lettres": gettext_lazy("lettre de réponse"),
    "matrices": gettext_lazy("matrice rendue avec les suites"),
    "arbitrages": gettext_lazy("fiche d'arbitrage"),
}
CHECKED = {
    "docx": gettext_lazy("le texte, les constats en commentaires"),
    "pdf": gettext_lazy("le rapport de vérification"),
    "sarif": gettext_lazy("les constats, pour d'autres logiciels"),
}


@register.filter
def what_it_is(one: Kept) -> str:
    """Say what a file is."""
    if one.name in KNOWN:
        return str(KNOWN[one.name])
    if one.output.folder.startswith("check"):
        return str(CHECKED[one.name.rpartition(".")[2]])
    return str(INSIDE.get(one.output.path.partition("/")[0], _("fichier")))
