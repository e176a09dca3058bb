"""Builds the fictitious sample dossier: a draft strategy, its older version and the returns.

Independent of the `toguna` package on purpose, so that the samples are a fair test of it.
"""
