"""Signature: PDF files signed as PAdES B-B, and the signatures of a PDF told in words."""
