"""What followed from the answers of a round, what a check of its text found, who signs letters."""

from __future__ import annotations

from django.db import models


class LetterSettings(models.Model):
    """What the letters of a dossier say of who sends them (`letters_settings.Settings`)."""

    dossier = models.OneToOneField(
        "web.Dossier", models.CASCADE, related_name="letter_settings", primary_key=True
    )
    values = models.JSONField(default=dict)


class Decided(models.Model):
    """The last time that the answers of a round were carried out, or could not be.

    `problems` are what could not stand, each {"where", "message", "observations"}; where there
    are any, the files are those of the time before. `facts` are, by variant, what
    became of the observations (`domain.decision`). `released` is when the letters were
    given to those to whom they are written.
    """

    round = models.OneToOneField(
        "web.Round", models.CASCADE, related_name="decided", primary_key=True
    )
    tried = models.DateTimeField()
    made = models.DateTimeField(null=True)
    problems = models.JSONField(default=list)
    facts = models.JSONField(default=dict)
    released = models.DateTimeField(null=True)


class Checked(models.Model):
    """The last check of a text of a round: its draft, or the text that followed from it.

    `findings` are told as {"rule", "severity", "message", "advice", "words", "clause", "place"},
    in reading order; `rules` are the names of all rules that were asked, by id. `sha256` is the
    text that was checked.
    """

    round = models.ForeignKey("web.Round", models.CASCADE, related_name="checks")
    subject = models.CharField(max_length=10)
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    findings = models.JSONField(default=list)
    rules = models.JSONField(default=dict)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("round", "subject"), name="one_check_a_subject"),
        )
