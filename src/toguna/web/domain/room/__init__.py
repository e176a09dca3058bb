"""The acts of the workshop room: what is on screen, votes, decisions, people, groups, papers."""
