"""Grouping the observations of a whole country: two stages in SQL, on one machine or on many."""
