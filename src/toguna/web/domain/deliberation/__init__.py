"""Deliberations on the web: preparing, judging, showing results, voting, deciding."""
