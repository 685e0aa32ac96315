"""Addresses of what is said, checked and published."""

from django.urls import URLPattern

app_name = "reports"
urlpatterns: list[URLPattern] = []
