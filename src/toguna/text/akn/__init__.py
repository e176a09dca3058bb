"""A document as Akoma Ntoso 3.0 (OASIS LegalDocML): a text that machines can cite and follow."""
