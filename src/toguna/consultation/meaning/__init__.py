"""What observations mean, as far as their words tell: likeness, sameness, the clauses they are on.

All of it is counted from words, offline, and the same on every run; nothing is merged here.
"""
