"""Every kind of row that two years have in common, and how the same row is known again."""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from departments.models import Budget, BudgetLine, Citation, Duty, Evaluation, ManagementItem, Office, Staffing
from departments.models import Project as ListedProject
from departments.models.versioned import Versioned
from indicators.models import Goal, Indicator, ProjectEvaluation, ProjectFund, Survey, YearlyTask
from indicators.parts import PROJECTS, part_of_tree
from indicators.schemes import Scheme
from indicators.schemes.chapters import written_chapters
from indicators.tree import EXECUTION

from ..models import Measure, Problem, Section

Rows = Iterable[Any]
Key = Hashable


@dataclass(frozen=True)
class Kind:
    """Rows of one model.

    Attributes:
        parts: the entry screens on which they are filled in; none where that depends on the row.
        rows: those of an evaluation, with everything that `key` asks of them.
        key: what is the same in both years.
        texts: what is copied and has to be confirmed.
        amounts: of this year, and what it was called last year (上年执行数 is what was executed then).
        unseen: what is not shown beside its field.
        is_list: whether rows are added that are missing.
    """

    model: type[Versioned]
    parts: tuple[str, ...]
    rows: Callable[[Evaluation], Rows]
    key: Callable[[Any], Key]
    texts: tuple[str, ...] = ()
    amounts: tuple[tuple[str, str], ...] = ()
    unseen: Collection[str] = ()
    is_list: bool = False

    def may_stand_on(self, part: str) -> bool:
        """Return whether rows of this kind may be filled in on the screen."""
        return part in self.parts or not self.parts

    def rows_of(self, evaluation: Evaluation, part: str, scheme: Scheme) -> Iterator[Any]:
        """Yield the rows of an evaluation that are filled in on one screen, as this year's `scheme` lays it out."""
        return (row for row in self.rows(evaluation) if _stands_on(row, part, self.parts, scheme))


def _stands_on(row: Any, part: str, parts: tuple[str, ...], scheme: Scheme) -> bool:
    if isinstance(row, Section):
        return any(node.key == row.key for node in written_chapters(scheme, part))
    leaf = row.indicator if isinstance(row, Survey) else row
    if isinstance(leaf, Indicator):
        return part_of_tree(leaf.project_evaluation_id) == part
    return part in parts


def _related(evaluation: Evaluation, *, name: str) -> Rows:
    return getattr(evaluation, name).all()


def _single(evaluation: Evaluation, *, name: str) -> Rows:
    return [getattr(evaluation, name)]


def _leaves(evaluation: Evaluation) -> Rows:
    own = evaluation.indicators.leaves().exclude(rule=EXECUTION)
    return own.select_related("parent__parent", "project_evaluation__project")


def _surveys(evaluation: Evaluation) -> Rows:
    related = ("indicator__parent__parent", "indicator__project_evaluation__project")
    return Survey.objects.filter(indicator__evaluation=evaluation).select_related(*related)


def _funds(evaluation: Evaluation) -> Rows:
    funds = ProjectFund.objects.filter(project_evaluation__evaluation=evaluation)
    return funds.select_related("project_evaluation__project")


def _project_evaluations(evaluation: Evaluation) -> Rows:
    return evaluation.project_evaluations.select_related("project")


def _measures(evaluation: Evaluation) -> Rows:
    return evaluation.measures.select_related("problem")


def _only(row: Any) -> Key:
    return None


def _by(*names: str) -> Callable[[Any], Key]:
    """Return what makes a key of the words in these fields; blanks make no difference."""
    return lambda row: tuple("".join(str(getattr(row, name)).split()) for name in names)


def _measure_key(row: Measure) -> Key:
    return (_by("title")(row.problem), _by("text")(row))


def _citations(evaluation: Evaluation) -> Rows:
    return evaluation.citations.select_related("authority")


def key_of_leaf(row: Indicator) -> Key:
    """Return the project and the path of names of an indicator; its `parent` and project are asked for."""
    project = row.project_evaluation.project.name if row.project_evaluation else ""
    path, node = [row.name], row.parent
    while node is not None:
        path.append(node.name)
        node = node.parent
    return (project, *reversed(path))


LEAF_TEXTS = ("target_text", "standard", "source", "method", "accuracy", "narrative")
KINDS = (
    Kind(Citation, ("basis",), _citations, lambda row: row.authority_id, is_list=True),
    Kind(Section, (), partial(_related, name="sections"), _by("key"), ("text",), is_list=True),
    Kind(Duty, ("profile",), partial(_related, name="duties"), _by("title"), ("title", "text"), is_list=True),
    Kind(Office, ("profile",), partial(_related, name="offices"), _by("name"), ("name", "text"), is_list=True),
    Kind(Staffing, ("profile",), partial(_single, name="staffing"), _only),
    Kind(Goal, ("goals",), partial(_single, name="goal"), _only, ("expected", "reached")),
    Kind(
        YearlyTask, ("goals",), partial(_related, name="yearly_tasks"), _by("title"), ("title", "result"), is_list=True
    ),
    Kind(
        BudgetLine,
        ("budget",),
        partial(_related, name="budget_lines"),
        _by("category"),
        amounts=(("previous", "executed"),),
    ),
    Kind(
        Budget,
        ("budget",),
        partial(_single, name="budget"),
        _only,
        ("note",),
        amounts=(("carryover_previous", "carryover"),),
    ),
    Kind(ListedProject, ("budget",), partial(_related, name="projects"), _by("name")),
    Kind(ManagementItem, ("management",), partial(_related, name="management_items"), _by("topic", "text"), ("proof",)),
    Kind(Indicator, (), _leaves, key_of_leaf, LEAF_TEXTS, unseen=("nature", "rule", "is_applicable"), is_list=True),
    Kind(Survey, (), _surveys, lambda row: key_of_leaf(row.indicator), ("surveyed", "method")),
    Kind(
        ProjectEvaluation,
        (PROJECTS,),
        _project_evaluations,
        lambda row: row.project.name,
        ("implementer", "goal_expected", "goal_reached"),
    ),
    Kind(ProjectFund, (PROJECTS,), _funds, lambda row: (row.project_evaluation.project.name, row.source)),
    Kind(Problem, ("problems",), partial(_related, name="problems"), _by("title"), ("title", "text"), is_list=True),
    Kind(Measure, ("problems",), _measures, _measure_key, ("text", "office"), is_list=True),
)
OF_MODEL: dict[type, Kind] = {kind.model: kind for kind in KINDS}
