"""Deliberation: options, criteria, judgements, votes, consensus, and a decision that stands.

The program shows what follows from what people said, by which rule and how surely; it never
says which option is the best. The committee decides.
"""
