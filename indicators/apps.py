"""Application configuration."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """What was planned, reached and scored."""

    name = "indicators"
    verbose_name = "指标与评分"

    def ready(self) -> None:
        """Register the system check."""
        from . import checks  # noqa: F401
