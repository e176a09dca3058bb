"""Two versions of a text held against each other, clause by clause."""
