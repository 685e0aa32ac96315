"""Application configuration."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """What is said, checked, composed and published."""

    name = "reports"
    verbose_name = "报告与公开"

    def ready(self) -> None:
        """Register the system check."""
        from . import system_checks  # noqa: F401
