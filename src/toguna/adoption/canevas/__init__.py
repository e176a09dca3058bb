"""The canevas: the outline that a government requires of a strategy document."""
