"""How far a batch (整轮办理) is, in one question."""

from dataclasses import dataclass

from django.db.models import Count

from .models import Batch, Job


@dataclass(frozen=True)
class Progress:
    """How many reports of a batch stand how."""

    counts: dict[str, int]
    is_packed: bool

    @property
    def total(self) -> int:
        """How many reports there are."""
        return sum(self.counts.values())

    @property
    def finished(self) -> int:
        """How many need nothing more."""
        return self.total - self.counts[Job.Status.WAITING] - self.counts[Job.Status.RUNNING]

    @property
    def done(self) -> int:
        """With how many it went well."""
        return self.counts[Job.Status.DONE]

    @property
    def percent(self) -> int:
        """How far it is, in percent rounded down."""
        return self.finished * 100 // self.total if self.total else 100

    @property
    def is_unfinished(self) -> bool:
        """Whether something still has to be done."""
        return self.finished < self.total or not self.is_packed

    @property
    def by_status(self) -> list[tuple[str, str, int]]:
        """Key, words and number of each status that occurs."""
        return [(key, label, self.counts[key]) for key, label in Job.Status.choices if self.counts[key]]


def progress_of(batch: Batch) -> Progress:
    """Return how far a batch is."""
    counts = dict.fromkeys(Job.Status.values, 0)
    grouped = batch.jobs.order_by().values_list("kind", "status").annotate(count=Count("pk"))
    is_packed = True
    for kind, status, count in grouped:
        if kind == Job.Kind.PACK:
            is_packed = status not in (Job.Status.WAITING, Job.Status.RUNNING)
        else:
            counts[status] += count
    return Progress(counts, is_packed)
