"""What every test gets."""

from importlib import import_module

import pytest
from django.db import connection
from django.template.base import Template
from django.test import TransactionTestCase
from hypothesis import settings as hypothesis

hypothesis.register_profile("gate", deadline=None, derandomize=True, max_examples=100)
hypothesis.register_profile("soak", deadline=None, max_examples=2000)
hypothesis.load_profile("gate")


def pytest_collection_modifyitems(items):
    """Mark the tests that never ask a database: they need not run again on another one."""
    for item in items:
        if not item.get_closest_marker("django_db") and not {"db", "transactional_db"} & set(item.fixturenames):
            item.add_marker("pure")


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    """Keep uploads, editions and the archive of each test apart from those of the installation."""
    settings.VAR_DIR = tmp_path / "var"
    settings.MEDIA_ROOT = settings.VAR_DIR / "evidence"
    settings.PUBLIC_ROOT = settings.VAR_DIR / "public"
    settings.ARCHIVE_ROOT = settings.VAR_DIR / "archive"
    settings.STAGING_ROOT = settings.VAR_DIR / "staging"
    settings.PREVIEW_ROOT = settings.VAR_DIR / "previews"
    settings.RESULT_ROOT = settings.VAR_DIR / "results"
    settings.IMPORT_ROOT = settings.VAR_DIR / "imports"
    settings.QUARANTINE_ROOT = settings.VAR_DIR / "quarantine"
    settings.INCOMING_ROOT = settings.VAR_DIR / "incoming"
    settings.AUDIT_SEAL_FILE = settings.VAR_DIR / "audit-seals.log"
    settings.HANDOVER_ROOTS = [settings.VAR_DIR / "handover"]


@pytest.fixture(scope="session", autouse=True)
def unobserved_includes(django_test_environment):
    """Let the test client keep the context of each page, not of the thousands of templates that it includes."""
    observed = Template._render

    def render(template, context):
        return observed(template, context) if context.template is template else template.nodelist.render(context)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", render)
        yield


@pytest.fixture(scope="session", autouse=True)
def emptied_log():
    """Let Django empty the database after a test that commits.

    Such tests (a live server, real transactions) end with a flush, which the triggers of the audit log refuse: they
    are taken away for the moment of the flush and put back at once, so that every test runs with them in place.
    """
    triggers = import_module("departments.migrations.0002_audit_triggers")
    flush = TransactionTestCase._fixture_teardown

    def flush_without_triggers(test):
        with connection.schema_editor() as editor:
            triggers.remove(None, editor)
        flush(test)
        with connection.schema_editor() as editor:
            triggers.install(None, editor)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", flush_without_triggers)
        yield
