"""Approval: a frozen version on its way through the bodies that must approve it, in order."""
