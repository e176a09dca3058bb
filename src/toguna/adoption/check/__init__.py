"""Reading a strategy as a stern secretary-general would: one file a rule, findings with places."""
