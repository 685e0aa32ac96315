"""A process that publishes, to be killed: `python -m tests.reports.editions.victim prepare|publish|sweep|repeat`."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfeval.settings")
django.setup()

from django.core.management import call_command  # noqa: E402

from departments import clock  # noqa: E402
from departments.models import Evaluation, User  # noqa: E402
from departments.workflow import Status  # noqa: E402
from reports import services  # noqa: E402
from tests.reports.stage import BUSINESS_DAY, set_stage  # noqa: E402


def prepare():
    call_command("migrate", verbosity=0)
    with clock.at(BUSINESS_DAY):
        set_stage().reviewed()


def publish():
    publisher = User.objects.get(username="fabu")
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for evaluation in Evaluation.objects.filter(status=Status.APPROVED):
        with clock.at(BUSINESS_DAY):
            services.publish_now(evaluation, actor=publisher)


def sweep():
    call_command("sweep", stale_after=0)


def repeat():
    publish()
    sweep()


if __name__ == "__main__":
    {work.__name__: work for work in (prepare, publish, sweep, repeat)}[sys.argv[1]]()
