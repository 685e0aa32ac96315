"""A process that publishes, to be killed: `python -m tests.reports.editions.victim prepare|publish|recover`."""

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


def sweep():
    call_command("sweep", verbosity=0, stale_after=0)


def say(word):
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    {work.__name__: work for work in (prepare, publish, recover)}[sys.argv[1]]()
