"""The ledger: every act an entry of an append-only Merkle log, hashed as in RFC 9162.

Whoever keeps a dossier keeps the canonical bytes of each entry and the hash of its leaf; a
`Frontier` takes new leaves in, a `Tree` proves, a `Head` is signed, a `Receipt` is checked alone.
The formats are described in `docs/reference/ledger.md`.
"""
