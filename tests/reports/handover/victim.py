"""A process that hands over, to be killed: `python -m tests.reports.handover.victim prepare|hand_over|...`."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfeval.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from departments import clock  # noqa: E402
from departments.models import Evaluation, User  # noqa: E402
from departments.workflow import Status  # noqa: E402
from reports import services  # noqa: E402
from reports.handover.delivering import work_on  # noqa: E402
from reports.models import Target  # noqa: E402
from tests.reports.stage import BUSINESS_DAY, set_stage  # noqa: E402


def prepare():
    """Publish for a target that nobody has worked on yet."""
    call_command("migrate", verbosity=0)
    folder = settings.VAR_DIR / "handover" / "portal"
    folder.mkdir(parents=True)
    Target.objects.create(name="县门户", transport="folder", path=str(folder))
    with clock.at(BUSINESS_DAY):
        set_stage().published()


def hand_over():
    """Work as a worker does, after having said so."""
    target = Target.objects.get()
    say("ready")
    with clock.at(BUSINESS_DAY):
        work_on.call(target.pk)


def withdraw():
    """Withdraw the report, and hand that over."""
    target, publisher = Target.objects.get(), User.objects.get(username="fabu")
    say("ready")
    with clock.at(BUSINESS_DAY):
        for evaluation in Evaluation.objects.filter(status=Status.PUBLISHED):
            services.withdraw(evaluation, actor=publisher, reason="数据有误")
        work_on.call(target.pk)


def recover():
    """Let the lease run out, sweep, and do what sweep has enqueued."""
    Target.objects.update(lease_until=timezone.now())
    call_command("sweep", verbosity=0, stale_after=0)
    hand_over()


def say(word):
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    {work.__name__: work for work in (prepare, hand_over, withdraw, recover)}[sys.argv[1]]()
