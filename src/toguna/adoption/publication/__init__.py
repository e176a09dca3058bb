"""Publication: a site of plain files that anybody reads, on any server or from a USB stick."""
