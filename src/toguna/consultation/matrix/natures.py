"""The words by which forms say what an observation is about, as the project's own words."""

from __future__ import annotations

from toguna.consultation.folding import fold
from toguna.consultation.model import Nature

NATURES = {
    Nature.SUBSTANCE: "fond technique technical te t substantive substance general generale ge g",
    Nature.FORM: "forme editorial editoriale ed e redactionnel redactionnelle orthographe",
    Nature.LEGAL: "juridique juridiques legal legale droit",
    Nature.BUDGET: "budgetaire budgetaires budget financier financiere",
    Nature.QUESTION: "question questions interrogation",
    Nature.INFORMATION: "information informations info",
}
"""ISO's `te` is on the substance and `ed` on the form; `ge`, general, is a wish about the whole
and so on the substance: an observation that asks something says so by its question mark.
A lone `F` may be either of the two French words and stays as it is."""
WORDS = {word: nature for nature, words in NATURES.items() for word in words.split()}
TITLED = {
    "fond": Nature.SUBSTANCE, "forme": Nature.FORM, "redactionnelles": Nature.FORM,
    "juridiques": Nature.LEGAL, "budgetaires": Nature.BUDGET,
}  # fmt: skip


def nature_words(text: str) -> str:
    """Give the project's word for a nature; a text that is no known one stays as written."""
    nature = WORDS.get(fold(text).text.strip(" .:()"))
    return nature.value if nature else text


def title_nature(title: str) -> str:
    """Give the nature that a title announces ("OBSERVATIONS DE FORME"), "" where it does not."""
    words = fold(title).text.split()
    if not any(word.startswith(("observation", "remarque")) for word in words):
        return ""
    found = [TITLED[word] for word in words if word in TITLED]
    return found[0].value if len(found) == 1 else ""
