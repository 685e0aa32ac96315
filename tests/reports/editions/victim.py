"""A process that publishes, to be killed: `python -m tests.reports.editions.victim prepare|publish|recover`.

What is planned is made by a real worker (`manage.py db_worker`) and published by the sweep: `plan`, `sweep_once` and
`recover_planned` are for these.
"""

import os
import sys
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfeval.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from departments import clock  # noqa: E402
from departments.models import Evaluation, User  # noqa: E402
from departments.workflow import Status  # noqa: E402
from reports import services  # noqa: E402
from reports.jobs import request_publication  # noqa: E402
from reports.jobs.tasks import perform  # noqa: E402
from reports.models import Job  # noqa: E402
from tests.reports.stage import BUSINESS_DAY, set_stage  # noqa: E402

SOON = timedelta(seconds=1)
"""When a planned publication is due: before its files are made."""


def prepare():
    call_command("migrate", verbosity=0)
    with clock.at(BUSINESS_DAY):
        set_stage().reviewed()


def publish():
    publisher = User.objects.get(username="fabu")
    say("ready")
    for evaluation in Evaluation.objects.filter(status=Status.APPROVED):
        with clock.at(BUSINESS_DAY):
            services.publish_now(evaluation, actor=publisher)


def recover():
    """Sweep, and publish and sweep once more, each when it is told to."""
    sys.stdin.readline()
    sweep()
    say("swept")
    sys.stdin.readline()
    publish()
    sweep()


def plan():
    """Order a publication for a time that has come as soon as its files are made."""
    publisher = User.objects.get(username="fabu")
    for evaluation in Evaluation.objects.filter(status=Status.APPROVED):
        request_publication(evaluation, actor=publisher, at=timezone.now() + SOON)


def sweep_once():
    """Sweep as the timer does."""
    say("ready")
    sweep()


def recover_planned():
    """Sweep, and do what is left and sweep once more, each when it is told to."""
    sys.stdin.readline()
    Job.objects.unfinished().update(lease_until=timezone.now())
    sweep()
    say("swept")
    sys.stdin.readline()
    for job in Job.objects.unfinished():
        perform.call(job.pk)
    sweep()


def sweep():
    call_command("sweep", verbosity=0, stale_after=0)


def say(word):
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    works = (prepare, publish, recover, plan, sweep_once, recover_planned)
    {work.__name__: work for work in works}[sys.argv[1]]()
