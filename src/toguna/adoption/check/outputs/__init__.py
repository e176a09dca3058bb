"""The findings for people (text, PDF), for editors (comments) and for machines (SARIF)."""
