"""The parts of the entry screens, in the order in which they are filled in."""

from dataclasses import dataclass

from departments.models import Evaluation

INDICATORS = "indicators"
PROJECTS = "projects"


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
    Part(INDICATORS, "指标"),
    Part(PROJECTS, "项目自评"),
    Part("problems", "问题与改进", "reports"),
    Part("results", "结果应用与公开", "reports"),
    Part("signature", "填报信息"),
)


def part_of(key: str) -> Part:
    """Return the part with this key."""
    return next(part for part in PARTS if part.key == key)


def part_of_tree(project_pk: int | None) -> str:
    """Return the part to which a tree belongs: the whole department's, or that of one project."""
    return INDICATORS if project_pk is None else PROJECTS


def parts_of(evaluation: Evaluation) -> tuple[Part, ...]:
    """Return the parts of an evaluation: projects have one where its round has a scheme for them."""
    has_projects = evaluation.scorecard.project_scheme_id is not None
    return tuple(part for part in PARTS if has_projects or part.key != PROJECTS)


def part_after(key: str, evaluation: Evaluation) -> Part:
    """Return the part that comes next in an evaluation; the last one comes after itself."""
    parts = parts_of(evaluation)
    index = [part.key for part in parts].index(key)
    return parts[min(index + 1, len(parts) - 1)]
