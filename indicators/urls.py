"""Addresses of schemes, rounds and indicators."""

from django.urls import URLPattern, path

from .views import cycles

app_name = "indicators"
urlpatterns: list[URLPattern] = [
    path("manage/cycles/", cycles.index, name="cycle_list"),
    path("manage/cycles/add/", cycles.add, name="cycle_add"),
    path("manage/cycles/<int:pk>/", cycles.edit, name="cycle_edit"),
    path("manage/cycles/<int:pk>/start/", cycles.start, name="cycle_start"),
]
