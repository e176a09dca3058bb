"""The sample deliberation."""
