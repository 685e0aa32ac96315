"""Who may ask for which address: one row for every address of the site.

Whoever adds an address adds its row here; `test_access.py` fails for an address without one. The columns are

* anonymous: nobody has signed in ("login" stands for being sent to the sign-in page);
* stranger: prepares, reviews and publishes for another unit, and so must not learn of this one (404);
* the five roles, each held at the unit of the evaluation.
"""

from dataclasses import dataclass, field

ROLES = ("preparer", "reviewer", "publisher", "administrator", "auditor")
PEOPLE = ("anonymous", "stranger", *ROLES)
LOGIN = "login"
FOLLOWING = ("reviewer", "publisher", "administrator", "auditor")
"""Who follows a round."""


@dataclass(frozen=True)
class Row:
    """One address, one method, and the answer to each person.

    Attributes:
        name: the name of the address.
        answers: the status by person.
        keys: which object of the world fills which part of the address (evaluation_pk is known).
        method: how it is asked.
    """

    name: str
    answers: dict[str, int | str]
    keys: dict[str, str] = field(default_factory=dict)
    method: str = "GET"

    def __str__(self):
        return f"{self.method} {self.name}"


def everybody(status=200):
    return dict.fromkeys(PEOPLE, status)


def members(status=200):
    """Everybody who has signed in."""
    return everybody(status) | {"anonymous": LOGIN}


def only(*roles, stranger=403, status=200):
    """These roles; the others may know of it but not do it."""
    answers = dict.fromkeys(PEOPLE, 403) | {"anonymous": LOGIN, "stranger": stranger}
    return answers | dict.fromkeys(roles, status)


def of_the_unit(*roles, status=200):
    """These roles at the unit; to others it does not exist."""
    return only(*(roles or ROLES), stranger=404, status=status)


def visible_only_to(role, status=200):
    """This role; to all others it does not exist."""
    return dict.fromkeys(PEOPLE, 404) | {"anonymous": LOGIN, role: status}


def rows(names, answers, **options):
    return [Row(name, answers, **options) for name in names]


ACCOUNTS = [
    Row("home", members()),
    Row("departments:login", everybody(302) | {"anonymous": 200}),
    Row("departments:logout", members(302), method="POST"),
    Row("departments:password", members()),
]

SCHEME = [f"indicators:scheme{action}" for action in ("", "_edit", "_copy", "_export", "_remove")]

MANAGEMENT = [
    *rows(
        [
            "departments:department_list",
            "departments:department_add",
            "departments:user_list",
            "departments:user_add",
            "departments:membership_list",
            "departments:membership_add",
            "departments:authority_list",
            "departments:authority_add",
            "departments:site",
            "indicators:cycle_list",
            "indicators:cycle_add",
            "indicators:scheme_list",
            "indicators:scheme_import",
            "indicators:scheme_compare",
            "departments:exemption_add",
        ],
        only("administrator"),
    ),
    *rows(
        ["departments:substitution_list", "departments:substitution_add"],
        only("administrator", "reviewer", "stranger"),
    ),
    Row(
        "departments:substitution_end",
        only("administrator", "reviewer", status=302, stranger=404),
        {"pk": "substitution"},
        "POST",
    ),
    Row("departments:exemption_list", only("administrator", "auditor")),
    Row("departments:department_edit", only("administrator"), {"pk": "department"}),
    *rows(["departments:user_edit", "departments:user_password"], only("administrator"), keys={"pk": "member"}),
    Row("departments:membership_remove", only("administrator", status=302), {"pk": "membership"}, "POST"),
    Row("departments:authority_edit", only("administrator"), {"pk": "authority"}),
    *rows(["indicators:cycle_edit", "indicators:cycle_start"], only("administrator"), keys={"pk": "cycle"}),
    *rows(SCHEME, only("administrator"), keys={"pk": "scheme"}),
    *rows(SCHEME[1:3], only("administrator"), keys={"pk": "scheme"}, method="POST"),
    *rows(
        ["indicators:scheme_remove", "indicators:scheme_adopt"],
        only("administrator", status=302),
        keys={"pk": "scheme"},
        method="POST",
    ),
    Row("indicators:scheme_import", only("administrator"), method="POST"),
    Row("departments:notice_seen", visible_only_to("preparer", status=302), {"pk": "notice"}, "POST"),
    Row("departments:audit_list", only("auditor")),
]

PARTS = [
    "reports:enter_basis",
    "indicators:enter_profile",
    "indicators:enter_goals",
    "indicators:enter_budget",
    "indicators:enter_management",
    "reports:enter_performance",
    "reports:enter_problems",
    "reports:enter_results",
    "indicators:enter_signature",
]

ENTRY = [
    *rows([*PARTS, "indicators:enter_indicators"], of_the_unit()),
    Row("indicators:presence", of_the_unit(status=400), method="POST"),
    *rows(PARTS, of_the_unit("preparer", status=302), method="POST"),
    Row("indicators:project_indicators", of_the_unit(), {"project_pk": "project"}),
    Row("indicators:indicator_grid", of_the_unit()),
    Row("indicators:indicator_grid", of_the_unit("preparer", status=302), method="POST"),
    Row("indicators:project_grid", of_the_unit(), {"project_pk": "project"}),
    Row("indicators:project_grid", of_the_unit("preparer", status=302), {"project_pk": "project"}, "POST"),
    Row("indicators:enter_projects", of_the_unit()),
    Row("indicators:project_edit", of_the_unit(), {"pk": "project"}),
    Row("indicators:project_edit", of_the_unit("preparer", status=409), {"pk": "project"}, "POST"),
    Row("indicators:project_remove", of_the_unit("preparer"), {"pk": "project"}),
    Row("indicators:project_remove", of_the_unit("preparer", status=409), {"pk": "project"}, "POST"),
    Row("indicators:indicator_add", of_the_unit("preparer"), {"parent_pk": "branch"}),
    Row("indicators:indicator_add", of_the_unit("preparer"), {"parent_pk": "branch"}, "POST"),
    Row("indicators:indicator_library", of_the_unit(), {"parent_pk": "branch"}),
    Row("indicators:indicator_library", of_the_unit("preparer"), {"parent_pk": "branch"}, "POST"),
    Row("indicators:indicator_live", of_the_unit("preparer"), {"pk": "indicator"}, "POST"),
    Row("indicators:indicator_add_live", of_the_unit("preparer"), {"parent_pk": "branch"}, "POST"),
    Row("indicators:goal_approval", of_the_unit("preparer"), method="POST"),
    Row("indicators:goal_approval_cancel", of_the_unit("administrator"), method="POST"),
    Row("indicators:project_approval", of_the_unit("preparer"), {"project_pk": "project"}, "POST"),
    Row("indicators:project_approval_cancel", of_the_unit("administrator"), {"project_pk": "project"}, "POST"),
    Row("indicators:indicator_edit", of_the_unit(), {"pk": "indicator"}),
    Row("indicators:indicator_edit", of_the_unit("preparer"), {"pk": "indicator"}, "POST"),
    Row("indicators:indicator_remove", of_the_unit("preparer"), {"pk": "indicator"}),
    Row("indicators:indicator_remove", of_the_unit("preparer", status=409), {"pk": "indicator"}, "POST"),
    Row("indicators:evidence_list", of_the_unit(), {"indicator_pk": "indicator"}),
    Row("indicators:evidence_list", of_the_unit("preparer", status=302), {"indicator_pk": "indicator"}, "POST"),
    *rows(["indicators:evidence", "indicators:evidence_preview"], of_the_unit(), keys={"pk": "evidence"}),
    Row("indicators:evidence_remove", of_the_unit("preparer", status=302), {"pk": "evidence"}, "POST"),
    Row("indicators:attachment_add", of_the_unit("preparer", status=404), method="POST"),
    Row("indicators:attachment", of_the_unit(), {"pk": "attachment"}),
    Row("indicators:attachment_remove", of_the_unit("preparer", status=302), {"pk": "attachment"}, "POST"),
]

WORKFLOW = [
    Row("reports:evaluation", of_the_unit()),
    Row("reports:remaining", of_the_unit()),
    Row("reports:copy_last_year", of_the_unit("preparer", status=302), {"part": "part"}, "POST"),
    Row("reports:next_missing", of_the_unit(status=302)),
    *rows(["reports:submit", "reports:recall"], of_the_unit("preparer")),
    *rows(["reports:approve", "reports:return", "reports:review"], of_the_unit("reviewer")),
    *rows(["reports:remark_add", "reports:judge"], of_the_unit("reviewer")),
    *rows(["reports:remark_add", "reports:judge"], of_the_unit("reviewer"), method="POST"),
    *rows(["reports:samples", "reports:sample_add"], only("reviewer", "stranger")),
    Row("reports:sample", of_the_unit("reviewer"), {"pk": "sample"}),
    Row("reports:sample_result", of_the_unit("reviewer"), {"pk": "sampled"}),
    Row("reports:deviations", only("reviewer", "auditor", "stranger")),
    Row("reports:remark_settle", of_the_unit("reviewer", status=302), {"pk": "remark"}, "POST"),
    Row("reports:remark_answer", of_the_unit("preparer"), {"pk": "remark"}),
    Row("reports:remark_answer", of_the_unit("preparer"), {"pk": "remark"}, "POST"),
    *rows(["reports:correct", "reports:withdraw", "reports:disclosure", "reports:publish"], of_the_unit("publisher")),
    Row("reports:notes_annex", of_the_unit("publisher", "reviewer", status=302), method="POST"),
    Row("reports:publish_stop", of_the_unit("preparer", "publisher", status=404)),
    *(
        Row("reports:accounts_approval", of_the_unit("publisher", "administrator"), method=method)
        for method in ("GET", "POST")
    ),
    Row("reports:handover", of_the_unit()),
    Row("reports:handover_package", of_the_unit("publisher", status=302), {"pk": "carried_delivery"}),
    Row("reports:handover_receipt", of_the_unit("publisher"), {"pk": "carried_delivery"}),
    Row("reports:handover_receipt", of_the_unit("publisher"), {"pk": "carried_delivery"}, "POST"),
    Row("reports:handover_carried", of_the_unit("publisher", status=302), {"pk": "carried_delivery"}, "POST"),
    Row("reports:handover_retry", of_the_unit("publisher", status=302), {"pk": "sent_delivery"}, "POST"),
    Row("reports:publish_stop", of_the_unit("preparer", "publisher", status=404), method="POST"),
    Row("reports:history", of_the_unit()),
    Row("reports:compare", of_the_unit()),
    Row("reports:findings", of_the_unit()),
    Row("reports:findings", of_the_unit("preparer"), method="POST"),
    Row("reports:recheck", of_the_unit(status=302), method="POST"),
    Row("reports:numbers", of_the_unit()),
    Row("reports:numbers", of_the_unit("preparer"), method="POST"),
    Row("reports:figures_read", of_the_unit(), method="POST"),
    Row("reports:number_remove", of_the_unit("preparer", status=302), {"pk": "free_figure"}, "POST"),
    Row("reports:repairs", of_the_unit("preparer")),
    Row("reports:repairs", of_the_unit("preparer", status=409), method="POST"),
    Row("reports:repair_undo", of_the_unit("preparer", status=302), {"pk": "repair"}, "POST"),
    Row("reports:waiver", of_the_unit(), {"pk": "waiver"}),
    Row("reports:waiver", of_the_unit("reviewer"), {"pk": "waiver"}, "POST"),
    Row("reports:waiver_remove", of_the_unit("preparer", status=302), {"pk": "waiver"}, "POST"),
    Row("reports:round_checks", of_the_unit(), {"department_pk": "department", "year": "year"}),
    Row("reports:check_list", members()),
    Row("reports:check", members(), {"check_id": "check"}),
    *rows(["reports:check_settings", "reports:check_setting_add"], only("administrator")),
    Row("reports:check_setting_edit", only("administrator"), {"pk": "check_setting"}),
    Row("reports:check_setting_remove", only("administrator", status=302), {"pk": "check_setting"}, "POST"),
    Row("reports:preview", of_the_unit()),
    Row("reports:preview_pdf", of_the_unit()),
    Row("reports:tables", of_the_unit()),
    *rows(["reports:workbook", "reports:workbook_download"], of_the_unit()),
    Row("reports:workbook", of_the_unit("preparer"), method="POST"),
    *rows(["reports:workbook_preview", "reports:workbook_corrections"], of_the_unit("preparer"), keys={"key": "sent"}),
    *rows(["reports:workbook_mapping"], of_the_unit("preparer"), keys={"key": "foreign"}),
    Row("reports:workbook_confirm", of_the_unit("preparer", status=409), {"key": "sent"}, "POST"),
    Row("reports:word", of_the_unit()),
    *rows(["reports:submit", "reports:recall"], of_the_unit("preparer"), method="POST"),
    *rows(["reports:approve", "reports:return"], of_the_unit("reviewer"), method="POST"),
    Row("reports:review", of_the_unit("reviewer", status=409), method="POST"),
    *rows(
        ["reports:correct", "reports:withdraw", "reports:disclosure", "reports:publish"],
        of_the_unit("publisher"),
        method="POST",
    ),
    Row("reports:job", of_the_unit(), {"pk": "job"}),
    *rows(
        ["reports:summary", "reports:summary_pdf"],
        of_the_unit(),
        keys={"department_pk": "department", "year": "year"},
    ),
    Row("reports:job", visible_only_to("administrator"), {"pk": "round_job"}),
    Row("reports:job", of_the_unit(), {"pk": "tables_job"}),
    Row("reports:job_tables", of_the_unit(), {"pk": "tables_job"}),
    Row("reports:summary_tables", of_the_unit(status=302), {"department_pk": "department", "year": "year"}, "POST"),
    Row("reports:rescore", only("administrator"), {"pk": "cycle"}),
    *rows(["reports:target_list", "reports:target_add"], only("administrator")),
    Row("reports:target_edit", only("administrator"), {"pk": "target"}),
    Row("reports:target_fill", only("administrator", status=302), {"pk": "target"}, "POST"),
    Row("reports:import_list", only("administrator")),
    Row("reports:official_figures", only("administrator"), {"year": "year"}),
    Row("reports:import_add", only("administrator"), {"kind": "import_kind"}, "POST"),
    Row("reports:import_template", only("administrator"), {"kind": "import_kind"}),
    Row("reports:import_preview", only("administrator"), {"pk": "import"}),
    Row("reports:job", visible_only_to("administrator"), {"pk": "import_job"}),
    Row("reports:import_result", visible_only_to("administrator"), {"pk": "import_job"}, "POST"),
    Row("reports:rescore", only("administrator", status=302), {"pk": "cycle"}, "POST"),
    Row("reports:round_latest", only(*FOLLOWING, stranger=302, status=302)),
    Row("reports:round", only(*FOLLOWING, stranger=200), {"year": "year"}),
    Row(
        "reports:bulk",
        only(*FOLLOWING, stranger=302, status=302),
        {"year": "year"},
        "POST",
    ),
    Row("reports:scans", of_the_unit()),
    Row("reports:scans", of_the_unit("publisher", status=302), method="POST"),
    Row("reports:scan", of_the_unit("publisher"), {"pk": "scan"}),
    Row("reports:scan", of_the_unit("publisher"), {"pk": "scan"}, "POST"),
    Row("reports:batch_list", only("publisher", "administrator", stranger=200), {"year": "year"}),
    Row(
        "reports:batch_start",
        only("publisher", "administrator", stranger=302, status=302),
        {"year": "year"},
        "POST",
    ),
    Row("reports:batch", visible_only_to("administrator"), {"pk": "batch"}),
    Row("reports:batch_publish", visible_only_to("administrator", status=302), {"pk": "batch"}, "POST"),
    Row("reports:batch_stop", visible_only_to("administrator", status=302), {"pk": "batch"}, "POST"),
    Row("reports:batch_file", visible_only_to("administrator"), {"pk": "batch"}),
    Row("reports:followup", of_the_unit()),
    Row("reports:followup", of_the_unit("preparer"), method="POST"),
    Row("reports:followup_proofs", of_the_unit(), {"pk": "measure"}),
    Row("reports:followup_proofs", of_the_unit("preparer", status=302), {"pk": "measure"}, "POST"),
    Row("reports:followup_proof", of_the_unit(), {"pk": "followup_proof"}),
    Row("reports:followup_proof_remove", of_the_unit("preparer", status=302), {"pk": "followup_proof"}, "POST"),
    Row("reports:round_followups", only(*FOLLOWING, stranger=200), {"year": "year"}),
    Row("reports:carry_rectifications", of_the_unit("preparer", status=302), method="POST"),
    Row("reports:dossier", of_the_unit("auditor", status=302), method="POST"),
    Row("reports:job_dossier", of_the_unit("auditor"), {"pk": "dossier_job"}),
    *(Row("reports:extend", of_the_unit("administrator"), method=method) for method in ("GET", "POST")),
    Row("reports:old_report", only("preparer", stranger=200)),
    Row("reports:old_report_start", only("preparer", stranger=302, status=302), method="POST"),
    Row("reports:review_queue", only("reviewer", stranger=200)),
    Row("reports:publication_queue", only("publisher", stranger=200)),
]

PUBLIC = [
    Row("reports:public_root", everybody()),
    Row("reports:public", everybody(), {"path": "published"}),
]

ROWS = [*ACCOUNTS, *MANAGEMENT, *ENTRY, *WORKFLOW, *PUBLIC]
