"""What a letter says of who sends it: everything has a default, and may be set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from toguna.messages import say
from toguna.text.errors import UnreadableFile


@dataclass(frozen=True, slots=True)
class Settings:
    """The letterhead, the signature and the reaction period.

    `until` is a day ("2025-07-18"), `days` holds where it is not given; `reply_to` is where the
    opinion is sent, left out where it is empty.
    """

    state: str = "République du Mali"
    motto: str = "Un Peuple – Un But – Une Foi"
    body: str = "Secrétariat du comité de rédaction"
    address: str = ""
    reference: str = ""
    place: str = "Bamako"
    signatory: str = "Le rapporteur"
    signatory_name: str = ""
    salutation: str = "Madame, Monsieur,"
    until: str = ""
    days: str = "15"
    reply_to: str = ""


def settings_from(given: Mapping[str, str]) -> Settings:
    """Read settings from names and values.

    Raises:
        UnreadableFile: a name is not one of a setting.
    """
    known = [field.name for field in fields(Settings)]
    unknown = [name for name in given if name not in known]
    if unknown:
        raise UnreadableFile(
            say(
                "Réglage de lettre inconnu : « {name} » ; les réglages sont {known}.",
                name=unknown[0],
                known=", ".join(known),
            )
        )
    return Settings(**given)
