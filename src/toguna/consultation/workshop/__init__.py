"""The workshop: what is known of it, its papers, and the bundles of its working groups."""
