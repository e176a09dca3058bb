"""What a letter says by usage: letterhead, object, greetings, signature, copies."""

from __future__ import annotations

import re

from toguna.consultation.dates import iso_date
from toguna.consultation.folding import fold

SALUTATION = re.compile(
    r"^(?:(?:monsieur|madame|mesdames|messieurs|excellence|honorable|cher|chere)\b[^.:;]{0,90},"
    r"|(?:monsieur|madame|mesdames|messieurs)(?: et (?:messieurs|mesdames))?)$"
)
OBJECT = re.compile(r"^(?:objet|ref|refs|reference|references|v/ref|n/ref|pj|p\.j\.|piece jointe"
                    r"|pieces jointes|a l'attention)\b ?\.?:?")  # fmt: skip
OPENING = re.compile(
    r"^(?:j'ai l'honneur|j'accuse reception|nous avons l'honneur|faisant suite|suite a votre"
    r"|par (?:lettre|courrier|correspondance)|en reponse a|comme suite|dans le cadre d"
    r"|apres (?:examen|lecture|analyse)|en retour|vous avez bien voulu|il me plait|votre lettre"
    r"|je vous transmets|veuillez trouver|nous vous transmettons|l'examen d)"
)
CLOSING = re.compile(
    r"^(?:veuillez (?:agreer|croire|recevoir)|je vous prie|nous vous prions|je vous saurais"
    r"|nous vous saurions|dans l'attente|dans cette attente|restant a votre|je reste a|nous restons"
    r"|en vous (?:remerciant|souhaitant)|tout en vous|recevez|telles sont|tels sont|voila"
    r"|je vous remercie|nous vous remercions|sous (?:reserve|le benefice) de"
    r"|ces observations n|fait a |haute consideration|mes services restent|croyez)"
)
SIGNED = re.compile(
    r"^(?:fait a |(?:pour )?le (?:ministre|secretaire|directeur|chef|president|point focal|conseil)"
    r"|p\.o\b|pour ordre|ampliations?|copies?\b|signe\b|signature)"
)
ANNEX = re.compile(
    r"^(?:annexe|(?:liste|tableau|recueil|fiche|detail) des? (?:observations|remarques)"
    r"|observations (?:du|de|des|sur|et)\b|remarques (?:du|de|des|sur)\b)"
)
ANNOUNCED = re.compile(
    r"\b(?:observations?|remarques?|propositions?|points?|amendements?|commentaires?)\b.{0,40}"
    r"(?:suivant|ci-apres|ci-dessous).{0,20}:$|\b(?:suivantes?|suivants?|comme suit) ?:$"
)
DATED = re.compile(r"^[^.;:]{0,30}\ble [0-9]{1,2}(?:er)? [a-z]+ 20[0-9]{2}\b|^date ?:")
SAME_PLACE = re.compile(
    r"^(?:(?:a |dans |sur )?(?:la |le |au )?meme (?:mesure|page|alinea|objectif|article|paragraphe"
    r"|axe|tableau|point|section|passage|endroit|phrase)|idem|ibid(?:em)?)\b"
)
"""What sends the reader back to the place that the remark before it names."""


def letter_date(text: str) -> str:
    """Give the date of "Bamako, le 12 juin 2025" in ISO form, "" where a line is no such one."""
    return iso_date(text) if DATED.match(fold(text).text) else ""
