"""Application configuration."""

from django.apps import AppConfig


class DepartmentsConfig(AppConfig):
    """Who, for which year, with which money, how far along."""

    name = "departments"
    verbose_name = "部门与年度任务"
