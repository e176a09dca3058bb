"""How much a ranking owes to the weights and judgements that happen to have been retained.

Before anything is proposed: which options come first for all, some or none of the weightings
compatible with what people said, what decides it, and what it would take to change it.
"""
