"""Application configuration."""

from django.apps import AppConfig


class PerfevalConfig(AppConfig):
    """The site itself: settings, system checks and what all apps share."""

    name = "perfeval"
    verbose_name = "绩效自评系统"

    def ready(self) -> None:
        """Register the system checks."""
        from perfeval import checks  # noqa: F401
