"""The rules of the check: one module each, which defines `RULE`."""
