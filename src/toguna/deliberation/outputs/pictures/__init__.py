"""The pictures of a deliberation: one module a picture, in the order in which they are told."""
