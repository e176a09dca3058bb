"""A small DOCX writer: from the marked-up French content to WordprocessingML."""
