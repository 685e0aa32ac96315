"""A process that stores an import, to be killed: `python -m tests.reports.imports.victim prepare|store|recover`."""

import os
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfeval.settings")
django.setup()

from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from departments.models import Department, Membership, User  # noqa: E402
from departments.services import add_department  # noqa: E402
from reports.imports import people  # noqa: E402
from reports.jobs import request_import  # noqa: E402
from reports.jobs.files import result_file  # noqa: E402
from reports.jobs.tasks import perform  # noqa: E402
from reports.models import BulkImport, Job  # noqa: E402
from reports.services.imports import take_in  # noqa: E402

PEOPLE = 5
PAUSE = 0.3


def prepare():
    """Keep a confirmed import of some people that nobody has stored."""
    call_command("migrate", verbosity=0)
    top = add_department(Department(code="1", name="某区", short_name="某区", kind="district"), actor=None)
    administrator = User.objects.create(username="admin")
    Membership.objects.create(user=administrator, department=top, role="administrator")
    rows = "".join(f"user{number},人员{number},1,填报人\n" for number in range(PEOPLE))
    file = SimpleUploadedFile("人员.csv", f"用户名,姓名,预算编码,角色\n{rows}".encode())
    found, plan = take_in(file, BulkImport.Kind.PEOPLE, actor=administrator)
    request_import(found, fingerprint=plan.fingerprint)


def store():
    """Work like a slow worker, and say when an account has been opened."""
    people.hashed = lambda password: "!"
    opened = people.services.open_account

    def slowly(*arguments, **options):
        user = opened(*arguments, **options)
        sys.stdout.write("opened\n")
        sys.stdout.flush()
        time.sleep(PAUSE)
        return user

    people.services.open_account = slowly
    perform.call(Job.objects.get().pk)


def recover():
    """Let the lease run out, sweep, do what sweep has enqueued; say whether the result file is there."""
    Job.objects.update(lease_until=timezone.now())
    call_command("sweep", verbosity=0)
    perform.call(Job.objects.get().pk)
    sys.stdout.write(f"{result_file(Job.objects.get()).is_file()}\n")


if __name__ == "__main__":
    {work.__name__: work for work in (prepare, store, recover)}[sys.argv[1]]()
