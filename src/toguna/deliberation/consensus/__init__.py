"""Consensus: how far a group agrees, who is far from the others, and what would bring it closer.

No single number proves a consensus. The measures here see different things, and are reported
together: see `soft`, `ahp`, `concordance`, and the stopping rule in `delphi`.
"""
