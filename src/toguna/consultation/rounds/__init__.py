"""The rounds of a dossier: what was sent out, what came back, what became of it, over the years."""
