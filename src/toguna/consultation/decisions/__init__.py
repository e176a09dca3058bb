"""What became of the observations: dispositions, the final text, and where its words come from."""
