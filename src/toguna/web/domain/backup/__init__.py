"""Moving a dossier whole from one site to another, whatever their databases.

A backup is one .zip: a file of JSON lines a model, the bytes of files by their SHA-256, and a
manifest with digests, signed with the key of the dossier's ledger. Rows name one another by what
means the same on every site: people by user name, organisations by label, files by digest, and
what the database numbers by its rank among the rows of the dossier.
"""
