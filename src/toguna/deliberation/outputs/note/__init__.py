"""The note for the committee: what was said and what follows from it, in six pages at most."""
