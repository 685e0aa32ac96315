import json
import os
import subprocess
import sys

import pytest
from django.conf import settings as site

PRODUCTION = {
    "ENVIRONMENT": "production",
    "ALLOWED_HOSTS": "jx.example.gov.cn",
    "SECRET_KEY": "k" * 60,
    "AUDIT_KEY": "a" * 60,
}
ASK = """
import json, django.conf
print(json.dumps([getattr(django.conf.settings, name) for name in {names}], default=str))
"""


def start(tmp_path, environment, *names):
    """Load the settings in a process of their own, as a server does."""
    inherited = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "perfeval.settings", "VAR_DIR": str(tmp_path)}
    return subprocess.run(
        [sys.executable, "-c", ASK.format(names=list(names))],
        cwd=site.BASE_DIR,
        env=inherited | {"PYTHONIOENCODING": "utf-8"} | environment,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


def values(tmp_path, environment, *names):
    return json.loads(start(tmp_path, environment, *names).stdout)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param({"SECRET_KEY": ""}, "生产环境缺少 SECRET_KEY", id="no key"),
        pytest.param({"AUDIT_KEY": ""}, "生产环境缺少 AUDIT_KEY", id="no key of the log"),
        pytest.param({"ALLOWED_HOSTS": ""}, "生产环境缺少 ALLOWED_HOSTS", id="no host"),
        pytest.param({"DEBUG": "on"}, "生产环境不能打开 DEBUG", id="debug"),
        pytest.param({"CLAMD_URL": "localhost"}, "CLAMD_URL 应为 tcp://主机:端口", id="scanner's address"),
        pytest.param(
            {"ENVIRONMENT": "live"}, "ENVIRONMENT 只能是 embedded 或 production，现为“live”", id="unknown kind"
        ),
    ],
)
def test_a_wrong_production_set_up_does_not_start(tmp_path, change, message):
    outcome = start(tmp_path, PRODUCTION | change, "DEBUG")

    assert outcome.returncode != 0
    assert message in outcome.stderr


def test_production_is_strict_about_transport(tmp_path):
    names = ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS"]

    assert values(tmp_path, PRODUCTION, *names) == [True, True, True, 31536000]


def test_without_any_variable_everything_lies_in_one_folder(tmp_path):
    folder = str(tmp_path)
    names = ["VAR_DIR", "PUBLIC_ROOT", "ARCHIVE_ROOT", "MEDIA_ROOT", "STATIC_ROOT", "DEBUG", "ALLOWED_HOSTS"]

    assert values(tmp_path, {}, *names) == [
        folder,
        f"{folder}/public",
        f"{folder}/archive",
        f"{folder}/evidence",
        f"{folder}/static",
        False,
        ["127.0.0.1", "localhost", "[::1]"],
    ]
    assert (tmp_path / "secret_key").exists()


def test_the_embedded_database_waits_for_a_lock(tmp_path):
    [databases] = values(tmp_path, {}, "DATABASES")

    assert databases["default"]["NAME"] == f"{tmp_path}/perfeval.sqlite3"
    assert databases["default"]["OPTIONS"]["timeout"] == 20
    assert databases["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_a_secret_may_lie_in_a_file_that_ends_with_a_newline(tmp_path):
    address = tmp_path / "address"
    address.write_text("postgres://perfeval:p%40ss@db.local:5433/perfeval\n")
    key = tmp_path / "key"
    key.write_text("k" * 60 + "\n")
    files = {"DATABASE_URL_FILE": str(address), "SECRET_KEY_FILE": str(key), "SECRET_KEY": ""}

    databases, secret = values(tmp_path, PRODUCTION | files, "DATABASES", "SECRET_KEY")

    assert secret == "k" * 60
    database = databases["default"]
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert [database[name] for name in ("NAME", "PASSWORD", "HOST", "PORT")] == ["perfeval", "p@ss", "db.local", 5433]
    assert database["CONN_HEALTH_CHECKS"] is True
