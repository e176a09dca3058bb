"""What the rules need to know of a strategy: its lines, its tables, its plan, its acronyms."""
