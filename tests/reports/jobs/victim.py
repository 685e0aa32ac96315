"""A process that scores a round again, to be killed: `python -m tests.reports.jobs.victim prepare|rescore|recover`."""

import os
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfeval.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from departments.models import Cycle  # noqa: E402
from indicators.services import rounds  # noqa: E402
from reports.jobs import request_rescoring  # noqa: E402
from reports.jobs.tasks import perform  # noqa: E402
from reports.models import Job  # noqa: E402
from tests.indicators.rounds import make_round  # noqa: E402

EVALUATIONS = 12
PAUSE = 0.2


def prepare():
    """Store a round and a job that nobody has taken."""
    call_command("migrate", verbosity=0)
    request_rescoring(make_round(EVALUATIONS), actor=None)


def rescore():
    """Work like a slow worker, and say so."""
    rounds.AT_ONCE = 1
    step = rounds.store_scores

    def slowly(*arguments, **options):
        sys.stdout.write("step\n")
        sys.stdout.flush()
        time.sleep(PAUSE)
        return step(*arguments, **options)

    rounds.store_scores = slowly
    perform.call(Job.objects.get().pk)


def recover():
    """Let the lease run out, sweep, and do what sweep has enqueued."""
    rounds.AT_ONCE = 1
    Job.objects.update(lease_until=timezone.now())
    call_command("sweep", verbosity=0)
    perform.call(Job.objects.get().pk)


def check():
    """Print how many evaluations still have scores that are not right."""
    sys.stdout.write(f"{len(list(rounds.differences(Cycle.objects.get())))}\n")


if __name__ == "__main__":
    {work.__name__: work for work in (prepare, rescore, recover, check)}[sys.argv[1]]()
