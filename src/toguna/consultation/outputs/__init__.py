"""What the rapporteur holds besides the consolidated draft: the matrix, the report, the data."""
