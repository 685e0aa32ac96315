"""Addresses of Excel填报, below those of an evaluation."""

from django.urls import path

from .views import foreign, workbooks

urlpatterns = [
    path("", workbooks.upload, name="workbook"),
    path("download/", workbooks.download, name="workbook_download"),
    path("<uuid:key>/", workbooks.preview, name="workbook_preview"),
    path("<uuid:key>/mapping/", foreign.mapping, name="workbook_mapping"),
    path("<uuid:key>/confirm/", workbooks.confirm, name="workbook_confirm"),
    path("<uuid:key>/corrections/", workbooks.corrections, name="workbook_corrections"),
]
