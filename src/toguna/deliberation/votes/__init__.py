"""Votes: ballots, the rules that count them, and what is sealed before the first one.

A rule gives all its winners; a tie is kept and shown, never broken by the order of the input.
"""
