"""Settings of the whole site; each one that a site may change is an environment variable (see README.md).

A variable with `_FILE` appended names a file that holds the value (`SECRET_KEY_FILE=/run/secrets/key`).
"""

import os
import re
import sys
from datetime import timedelta
from pathlib import Path
from tempfile import gettempdir

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environ import FileAwareEnv

from perfeval.secret_key import embedded_secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
TESTING = "pytest" in sys.modules

env = FileAwareEnv()
if not TESTING:
    env.read_env(BASE_DIR / ".env")

# Kind of installation

ENVIRONMENT = env.str("ENVIRONMENT", default="embedded")
PRODUCTION = ENVIRONMENT == "production"
DEBUG = env.bool("DEBUG", default=False)
if ENVIRONMENT not in {"embedded", "production"}:
    raise ImproperlyConfigured(f"ENVIRONMENT 只能是 embedded 或 production，现为“{ENVIRONMENT}”。")
if PRODUCTION and DEBUG:
    raise ImproperlyConfigured("生产环境不能打开 DEBUG：请去掉 DEBUG 变量后重新启动。")

# Where data lie

VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var"))).resolve()
TRAINING = env.bool("TRAINING", default=False)
PUBLISHING_DIR = VAR_DIR / "training" if TRAINING else VAR_DIR
PUBLIC_ROOT = Path(env.str("PUBLIC_ROOT", default=str(PUBLISHING_DIR / "public"))).resolve()
ARCHIVE_ROOT = Path(env.str("ARCHIVE_ROOT", default=str(PUBLISHING_DIR / "archive"))).resolve()
STAGING_ROOT = Path(env.str("STAGING_ROOT", default=str(PUBLISHING_DIR / "staging"))).resolve()
PREVIEW_ROOT = VAR_DIR / "previews"
RESULT_ROOT = VAR_DIR / "results"
IMPORT_ROOT = VAR_DIR / "imports"
MEDIA_ROOT = VAR_DIR / "evidence"
QUARANTINE_ROOT = Path(env.str("QUARANTINE_ROOT", default=str(VAR_DIR / "quarantine"))).resolve()
STATIC_ROOT = VAR_DIR / "static"
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]

# Who may ask

SECRET_KEY = env.str("SECRET_KEY", default="").strip()
if PRODUCTION and not SECRET_KEY:
    raise ImproperlyConfigured("生产环境缺少 SECRET_KEY：请设置环境变量 SECRET_KEY 或 SECRET_KEY_FILE 后重新启动。")
SECRET_KEY = SECRET_KEY or embedded_secret_key(VAR_DIR / "secret_key")
AUDIT_KEY = env.str("AUDIT_KEY", default="").strip()
if PRODUCTION and not AUDIT_KEY:
    raise ImproperlyConfigured(
        "生产环境缺少 AUDIT_KEY（审计日志封存密钥）：请设置环境变量 AUDIT_KEY 或 AUDIT_KEY_FILE。"
    )
AUDIT_KEY = AUDIT_KEY or embedded_secret_key(VAR_DIR / "audit_key")
AUDIT_SEAL_FILE = Path(env.str("AUDIT_SEAL_FILE", default=str(VAR_DIR / "audit-seals.log"))).resolve()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else ["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
if PRODUCTION and not ALLOWED_HOSTS:
    raise ImproperlyConfigured("生产环境缺少 ALLOWED_HOSTS：请写明网站的域名或 IP 地址，多个之间用英文逗号隔开。")

# Application

INSTALLED_APPS = [
    "perfeval",
    "departments",
    "indicators",
    "reports",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "bootstrap",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_filters",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "departments.middleware.PasswordChangeMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "perfeval.urls"
WSGI_APPLICATION = "perfeval.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("gz", "br", "woff2", "png", "jpg", "map")

# Database

if "DATABASE_URL" in env:
    DATABASES = {"default": env.db_url_config(env.str("DATABASE_URL").strip())}
else:
    DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": VAR_DIR / "perfeval.sqlite3"}}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": f"PRAGMA journal_mode=WAL; PRAGMA synchronous={'OFF' if TESTING else 'NORMAL'};",
    }
    # A file, so that browser and test ask over connections of their own, as in life.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(gettempdir()) / f"perfeval-test-{os.getpid()}.sqlite3")}
else:
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Slow work

TASKS_BACKEND = env.str("TASKS_BACKEND", default="django_tasks_db.DatabaseBackend")
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend" if TESTING else TASKS_BACKEND},
}
RENDER_TIMEOUT = env.int("RENDER_TIMEOUT", default=120)
COOLING_OFF_HOURS = env.int("COOLING_OFF_HOURS", default=24)
"""How long before a planned publication it has to be planned, so that a signatory can stop it (冷静期)."""

# Hand-over

HANDOVER_ROOTS = [
    Path(root).resolve() for root in env.list("HANDOVER_ROOTS", default=[str(PUBLISHING_DIR / "handover")])
]
"""Below which folders a target of hand-over may lie; an administrator of the site cannot write anywhere else."""
HANDOVER_TIMEOUT = env.int("HANDOVER_TIMEOUT", default=30)
"""Seconds for which the other side of a hand-over may be silent."""

# Uploads

MEGABYTE = 1024 * 1024
EVIDENCE_MAX_BYTES = env.int("EVIDENCE_MAX_MB", default=20) * MEGABYTE
EVIDENCE_TOTAL_BYTES = env.int("EVIDENCE_TOTAL_MB", default=500) * MEGABYTE
EVIDENCE_UNPACKED_BYTES = env.int("EVIDENCE_UNPACKED_MB", default=300) * MEGABYTE
WORKBOOK_MAX_BYTES = env.int("WORKBOOK_MAX_MB", default=10) * MEGABYTE
WORKBOOK_UNPACKED_BYTES = env.int("WORKBOOK_UNPACKED_MB", default=100) * MEGABYTE
WORKBOOK_MAX_ROWS = env.int("WORKBOOK_MAX_ROWS", default=50_000)
WORKBOOK_MAX_COLUMNS = env.int("WORKBOOK_MAX_COLUMNS", default=256)
WORKBOOK_MAX_CELLS = env.int("WORKBOOK_MAX_CELLS", default=1_000_000)
WORKBOOK_SECONDS = env.int("WORKBOOK_SECONDS", default=30)
# What is kept of any file while it is received.
UPLOAD_MAX_BYTES = max(EVIDENCE_MAX_BYTES, WORKBOOK_MAX_BYTES, 20 * MEGABYTE)
INCOMING_ROOT = VAR_DIR / "incoming"
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "perfeval.uploads.BoundedFileUploadHandler",
]
CLAMD_URL = env.str("CLAMD_URL", default="").strip()
CLAMD_TIMEOUT = env.int("CLAMD_TIMEOUT", default=60)
if CLAMD_URL and not re.fullmatch(r"unix:///.+|tcp://[^/:]+(:\d+)?", CLAMD_URL):
    raise ImproperlyConfigured(
        f"CLAMD_URL 应为 tcp://主机:端口 或 unix:///套接字路径，现为“{CLAMD_URL}”；不扫描病毒时请去掉该变量。"
    )
DATA_UPLOAD_MAX_NUMBER_FILES = 50
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024  # a text that is far too long comes back with a message, not lost
FILE_UPLOAD_PERMISSIONS = 0o640

# Mail

EMAIL_URL = env.str("EMAIL_URL", default="").strip()
MAIL_ENABLED = bool(EMAIL_URL)
globals().update(env.email_url_config(EMAIL_URL or "dummymail://"))
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="perfeval@localhost")
EMAIL_TIMEOUT = 10
SITE_URL = env.str("SITE_URL", default="").rstrip("/")

# Accounts and sessions

AUTH_USER_MODEL = "departments.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "departments.password_validation.LengthValidator"},
    {"NAME": "departments.password_validation.CharacterClassesValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "departments:login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "departments:login"
SESSION_COOKIE_AGE = env.int("IDLE_MINUTES", default=30) * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "registration/locked.html"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

# What a browser is told

HTTPS = env.bool("HTTPS", default=PRODUCTION)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # a browser vendor's preload list has no place for an office network
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# Language and time

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
