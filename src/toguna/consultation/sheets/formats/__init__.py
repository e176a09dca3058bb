"""The sheet formats, one file each; each has a `FORMAT`."""
