"""The one Django project and its one app: pages over the same core."""
