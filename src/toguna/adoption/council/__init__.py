"""The file for the Council of Ministers: its pieces, what is missing, and how it is handed over."""
