"""Addresses of what is said, checked and published."""

from django.urls import include, path

from departments.workflow import Action

from .views import (
    checks,
    copying,
    entry,
    evaluations,
    findings,
    history,
    imports,
    jobs,
    old_reports,
    preview,
    public,
    publication,
    remaining,
    repairs,
    rescoring,
    review,
    rounds,
    steps,
    summary,
    tables,
)

app_name = "reports"

STEPS = (Action.SUBMIT, Action.RECALL, Action.APPROVE, Action.RETURN, Action.CORRECT, Action.WITHDRAW)

urlpatterns = [
    path("evaluations/<int:evaluation_pk>/", evaluations.evaluation, name="evaluation"),
    path("evaluations/<int:evaluation_pk>/remaining/", remaining.page, name="remaining"),
    path("evaluations/<int:evaluation_pk>/remaining/next/", remaining.following, name="next_missing"),
    path("evaluations/<int:evaluation_pk>/copy/<slug:part>/", copying.copy_last_year, name="copy_last_year"),
    path("evaluations/<int:evaluation_pk>/enter/basis/", entry.basis, name="enter_basis"),
    path("evaluations/<int:evaluation_pk>/enter/performance/", entry.performance, name="enter_performance"),
    path("evaluations/<int:evaluation_pk>/enter/problems/", entry.problems, name="enter_problems"),
    path("evaluations/<int:evaluation_pk>/enter/results/", entry.results, name="enter_results"),
    *(
        path(f"evaluations/<int:evaluation_pk>/{step}/", steps.take, {"action": step}, name=step.value)
        for step in STEPS
    ),
    path("evaluations/<int:evaluation_pk>/findings/", findings.findings, name="findings"),
    path("evaluations/<int:evaluation_pk>/findings/recheck/", findings.recheck, name="recheck"),
    path("evaluations/<int:evaluation_pk>/repairs/", repairs.repairs, name="repairs"),
    path("evaluations/<int:evaluation_pk>/repairs/<int:pk>/undo/", repairs.undo_repair, name="repair_undo"),
    path("evaluations/<int:evaluation_pk>/waivers/<int:pk>/", findings.waiver, name="waiver"),
    path("evaluations/<int:evaluation_pk>/waivers/<int:pk>/remove/", findings.remove_waiver, name="waiver_remove"),
    path("evaluations/<int:evaluation_pk>/disclosure/", steps.disclosure, name="disclosure"),
    path("evaluations/<int:evaluation_pk>/publish/", publication.publish, name="publish"),
    path("evaluations/<int:evaluation_pk>/preview/", preview.html, name="preview"),
    path("evaluations/<int:evaluation_pk>/preview/pdf/", preview.pdf, name="preview_pdf"),
    path("evaluations/<int:evaluation_pk>/tables/", tables.workbook, name="tables"),
    path("evaluations/<int:evaluation_pk>/word/", tables.word, name="word"),
    path("evaluations/<int:evaluation_pk>/history/", history.history, name="history"),
    path("evaluations/<int:evaluation_pk>/compare/", history.compare, name="compare"),
    path("evaluations/<int:evaluation_pk>/extend/", rounds.extend, name="extend"),
    path("evaluations/<int:evaluation_pk>/workbook/", include("reports.workbook_urls")),
    path("evaluations/<int:evaluation_pk>/review/", review.desk, name="review"),
    path("review/", review.queue, name="review_queue"),
    path("publication/", publication.queue, name="publication_queue"),
    path("round/", rounds.latest, name="round_latest"),
    path("round/<int:year>/", rounds.matrix, name="round"),
    path("round/<int:year>/bulk/", rounds.bulk, name="bulk"),
    path("summary/<int:year>/<int:department_pk>/", summary.page, name="summary"),
    path("summary/<int:year>/<int:department_pk>/pdf/", summary.pdf, name="summary_pdf"),
    path("summary/<int:year>/<int:department_pk>/tables/", summary.tables, name="summary_tables"),
    path("summary/<int:year>/<int:department_pk>/checks/", checks.round_checks, name="round_checks"),
    path("checks/", checks.index, name="check_list"),
    path("checks/<str:check_id>/", checks.check, name="check"),
    path("manage/checks/", checks.settings, name="check_settings"),
    path("manage/checks/add/", checks.add_setting, name="check_setting_add"),
    path("manage/checks/<int:pk>/", checks.edit_setting, name="check_setting_edit"),
    path("manage/checks/<int:pk>/remove/", checks.remove_setting, name="check_setting_remove"),
    path("manage/imports/", imports.index, name="import_list"),
    path("manage/imports/<int:pk>/", imports.preview, name="import_preview"),
    path("manage/imports/<str:kind>/add/", imports.add, name="import_add"),
    path("manage/imports/<str:kind>/template/", imports.template, name="import_template"),
    path("manage/cycles/<int:pk>/rescore/", rescoring.rescore, name="rescore"),
    path("old-reports/", old_reports.read, name="old_report"),
    path("old-reports/start/", old_reports.start, name="old_report_start"),
    path("jobs/<int:pk>/", jobs.job, name="job"),
    path("jobs/<int:pk>/result/", imports.result, name="import_result"),
    path("jobs/<int:pk>/tables/", jobs.tables, name="job_tables"),
    path("public/", public.file, name="public_root"),
    path("public/<path:path>", public.file, name="public"),
]
