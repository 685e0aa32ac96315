"""Addresses of schemes, rounds and indicators."""

from django.urls import path

from .views import (
    approval,
    attachments,
    cycles,
    evidence,
    indicators,
    library,
    live,
    parts,
    projects,
    scheme_changes,
    schemes,
)

app_name = "indicators"
urlpatterns = [
    path("manage/schemes/", schemes.index, name="scheme_list"),
    path("manage/schemes/import/", schemes.take_in, name="scheme_import"),
    path("manage/schemes/compare/", schemes.compare, name="scheme_compare"),
    path("manage/schemes/<int:pk>/", schemes.show, name="scheme"),
    path("manage/schemes/<int:pk>/export/", schemes.export, name="scheme_export"),
    path("manage/schemes/<int:pk>/edit/", scheme_changes.edit, name="scheme_edit"),
    path("manage/schemes/<int:pk>/copy/", scheme_changes.copy, name="scheme_copy"),
    path("manage/schemes/<int:pk>/remove/", scheme_changes.remove, name="scheme_remove"),
    path("manage/schemes/<int:pk>/adopt/", scheme_changes.adopt, name="scheme_adopt"),
    path("manage/cycles/", cycles.index, name="cycle_list"),
    path("manage/cycles/add/", cycles.add, name="cycle_add"),
    path("manage/cycles/<int:pk>/", cycles.edit, name="cycle_edit"),
    path("manage/cycles/<int:pk>/start/", cycles.start, name="cycle_start"),
    path("evaluations/<int:evaluation_pk>/enter/profile/", parts.profile, name="enter_profile"),
    path("evaluations/<int:evaluation_pk>/enter/goals/", parts.goals, name="enter_goals"),
    path("evaluations/<int:evaluation_pk>/enter/budget/", parts.budget, name="enter_budget"),
    path("evaluations/<int:evaluation_pk>/enter/management/", parts.management, name="enter_management"),
    path("evaluations/<int:evaluation_pk>/enter/indicators/", indicators.overview, name="enter_indicators"),
    path("evaluations/<int:evaluation_pk>/enter/projects/", projects.index, name="enter_projects"),
    path("evaluations/<int:evaluation_pk>/enter/projects/<int:pk>/", projects.edit, name="project_edit"),
    path("evaluations/<int:evaluation_pk>/enter/projects/<int:pk>/remove/", projects.remove, name="project_remove"),
    path(
        "evaluations/<int:evaluation_pk>/enter/projects/<int:project_pk>/indicators/",
        indicators.overview,
        name="project_indicators",
    ),
    path("evaluations/<int:evaluation_pk>/enter/indicators/add/<int:parent_pk>/", indicators.add, name="indicator_add"),
    path(
        "evaluations/<int:evaluation_pk>/enter/indicators/library/<int:parent_pk>/",
        library.choose,
        name="indicator_library",
    ),
    path("evaluations/<int:evaluation_pk>/enter/indicators/approval/", approval.record, name="goal_approval"),
    path(
        "evaluations/<int:evaluation_pk>/enter/indicators/approval/cancel/",
        approval.cancel,
        name="goal_approval_cancel",
    ),
    path(
        "evaluations/<int:evaluation_pk>/enter/projects/<int:project_pk>/indicators/approval/",
        approval.record,
        name="project_approval",
    ),
    path(
        "evaluations/<int:evaluation_pk>/enter/projects/<int:project_pk>/indicators/approval/cancel/",
        approval.cancel,
        name="project_approval_cancel",
    ),
    path(
        "evaluations/<int:evaluation_pk>/enter/indicators/add/<int:parent_pk>/live/",
        live.added,
        name="indicator_add_live",
    ),
    path("evaluations/<int:evaluation_pk>/enter/indicators/<int:pk>/live/", live.edited, name="indicator_live"),
    path("evaluations/<int:evaluation_pk>/enter/indicators/<int:pk>/", indicators.edit, name="indicator_edit"),
    path(
        "evaluations/<int:evaluation_pk>/enter/indicators/<int:pk>/remove/",
        indicators.remove,
        name="indicator_remove",
    ),
    path(
        "evaluations/<int:evaluation_pk>/enter/indicators/<int:indicator_pk>/evidence/",
        evidence.index,
        name="evidence_list",
    ),
    path("evaluations/<int:evaluation_pk>/evidence/<int:pk>/", evidence.download, name="evidence"),
    path("evaluations/<int:evaluation_pk>/evidence/<int:pk>/preview/", evidence.preview, name="evidence_preview"),
    path("evaluations/<int:evaluation_pk>/evidence/<int:pk>/remove/", evidence.remove, name="evidence_remove"),
    path("evaluations/<int:evaluation_pk>/enter/signature/", parts.signature, name="enter_signature"),
    path("evaluations/<int:evaluation_pk>/attachments/", attachments.add, name="attachment_add"),
    path("evaluations/<int:evaluation_pk>/attachments/<int:pk>/", attachments.download, name="attachment"),
    path("evaluations/<int:evaluation_pk>/attachments/<int:pk>/remove/", attachments.remove, name="attachment_remove"),
]
