"""The parts of the entry screens, in the order in which they are filled in."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """One screen of the left-hand list."""

    key: str
    title: str
    app: str = "indicators"

    @property
    def url_name(self) -> str:
        """The name of its address."""
        return f"{self.app}:enter_{self.key}"


PARTS = (
    Part("basis", "评价依据", "reports"),
    Part("profile", "部门概况"),
    Part("goals", "目标与任务"),
    Part("budget", "预算与执行"),
    Part("management", "预算管理"),
    Part("performance", "绩效管理", "reports"),
    Part("indicators", "指标"),
    Part("problems", "问题与改进", "reports"),
    Part("results", "结果应用与公开", "reports"),
    Part("signature", "填报信息"),
)


def part_of(key: str) -> Part:
    """Return the part with this key."""
    return next(part for part in PARTS if part.key == key)


def part_after(key: str) -> Part:
    """Return the part that comes next; the last one comes after itself."""
    index = [part.key for part in PARTS].index(key)
    return PARTS[min(index + 1, len(PARTS) - 1)]
