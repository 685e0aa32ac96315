"""Which copy of the system this is: the real one (正式), or one to practise on (演练)."""

from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class Environment:
    """What tells one copy from another, on every screen and in every file."""

    key: str
    name: str
    warning: str = ""

    @property
    def is_training(self) -> bool:
        """Whether nothing that is made here may be taken for real."""
        return self.key == TRAINING.key


REAL = Environment("real", "正式环境")
TRAINING = Environment("training", "演练环境", "数据仅供练习，不是正式数据，不会对外公开")


def environment() -> Environment:
    """Return which copy this is, as the setting says."""
    return TRAINING if settings.TRAINING else REAL
