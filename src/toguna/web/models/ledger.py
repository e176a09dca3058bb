"""The rows of the ledger; their bytes and hashes are made by `toguna.adoption.ledger`."""

from __future__ import annotations

from django.db import models


class Ledger(models.Model):
    """The ledger of a dossier: its state so far, locked by whoever appends.

    `frontier` is the encoded frontier of its Merkle tree; `private_key` its signing key, enciphered
    with the site's secret; `public_key` is in PEM.
    """

    dossier = models.OneToOneField(
        "web.Dossier", models.CASCADE, related_name="ledger", primary_key=True
    )
    size = models.PositiveBigIntegerField(default=0)
    frontier = models.BinaryField(default=b"")
    private_key = models.BinaryField()
    public_key = models.TextField()


class LedgerEntry(models.Model):
    """One act: its canonical bytes, their leaf hash, and apart, what they only commit to.

    `opening` holds the restricted content and its salt; it is never shown without the right.
    """

    ledger = models.ForeignKey(Ledger, models.PROTECT, related_name="entries")
    index = models.PositiveBigIntegerField()
    act = models.CharField(max_length=40)
    subject = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    canonical = models.BinaryField()
    leaf_hash = models.BinaryField(max_length=32)
    opening = models.JSONField(null=True)

    class Meta:
        ordering = ("index",)
        constraints = (
            models.UniqueConstraint(fields=("ledger", "index"), name="one_entry_an_index"),
        )
        indexes = (models.Index(fields=("ledger", "subject")),)


class LedgerHead(models.Model):
    """A signed head of the ledger: its size, its root and the signature, as JSON bytes."""

    ledger = models.ForeignKey(Ledger, models.PROTECT, related_name="heads")
    size = models.PositiveBigIntegerField()
    signed = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("size",)
        constraints = (models.UniqueConstraint(fields=("ledger", "size"), name="one_head_a_size"),)
