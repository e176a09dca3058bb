"""A document as a PDF that can be archived (PDF/A-2a) and read aloud (PDF/UA-1)."""
