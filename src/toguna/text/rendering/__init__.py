"""A document as those who write it out see it: numbered blocks, formatted words, pictures, notes.

What HTML, PDF and Akoma Ntoso share is settled here once: what a number is, which rows are
headers, what a caption belongs to, where a link leads.
"""
