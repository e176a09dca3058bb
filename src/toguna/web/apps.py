"""The one app."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Toguna's pages, models and tasks."""

    name = "toguna.web"
    label = "web"
    verbose_name = "Toguna"
