"""The voting rules: one module each, which defines `RULE`."""
