"""An installation with a round to be published at once: `python -m tests.reports.jobs.batch_victim prepare|sweep`.

Its workers are those of every installation (`manage.py db_worker`).
"""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfeval.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from departments import clock  # noqa: E402
from departments.models import Evaluation, Role  # noqa: E402
from departments.workflow import Status  # noqa: E402
from reports.jobs import start_batch  # noqa: E402
from reports.models import Job  # noqa: E402
from tests.factories import make_member  # noqa: E402
from tests.reports.stage import BUSINESS_DAY, ready_copy, set_stage  # noqa: E402


def prepare(copies):
    """Store units that can be published, and the order to publish them all."""
    call_command("migrate", verbosity=0)
    with clock.at(BUSINESS_DAY):
        model = set_stage().reviewed().evaluation
        for number in range(int(copies)):
            ready_copy(model, number)
        publisher = make_member(Role.PUBLISHER, model.department.parent)
        approved = Evaluation.objects.filter(status=Status.APPROVED)
        start_batch(model.cycle, Job.Kind.PUBLISH, approved, actor=publisher)


def sweep():
    """Let every lease run out, and sweep."""
    Job.objects.unfinished().update(lease_until=timezone.now())
    call_command("sweep", verbosity=0, stale_after=0)


if __name__ == "__main__":
    {work.__name__: work for work in (prepare, sweep)}[sys.argv[1]](*sys.argv[2:])
