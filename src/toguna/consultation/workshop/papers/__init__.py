"""The papers of a workshop: one file each, `PAPERS` giving what it makes."""
