"""Addresses of the whole site."""

from django.urls import include, path

from reports.views import home

handler400 = "perfeval.errors.bad_request"

urlpatterns = [
    path("", home.index, name="home"),
    path("", include("departments.urls")),
    path("", include("indicators.urls")),
    path("", include("reports.urls")),
]
