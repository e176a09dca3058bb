"""English as it is written in Africa and Europe, not in the United States."""
