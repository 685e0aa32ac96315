"""The total and its grade: computed once, worded here, quoted wherever the report needs them."""

from collections.abc import Iterator

from indicators.schemes import Scheme
from perfeval.lib.decimals import plain
from reports.figures import Figure, Kind, sentence
from reports.snapshot import Snapshot

from .wording import number, typeset

UNSCORED = "自评尚未完成评分，得分和等级暂缺。"


def total_sentence(snapshot: Snapshot, scheme: Scheme) -> str:
    """Return total and grade in the words of the scheme."""
    if snapshot.total is None:
        return UNSCORED
    return typeset(sentence("total" if snapshot.grade else "ungraded", snapshot, scheme))


def summary(snapshot: Snapshot, scheme: Scheme) -> Iterator[str]:
    """Yield the total, what each level one adds to it, and every step between sum and total."""
    yield total_sentence(snapshot, scheme)
    parts = (f"{root.name}分值{plain(root.points)}分，得{number(root.score)}分" for root in snapshot.indicators)
    if snapshot.indicators:
        yield f"其中：{'；'.join(parts)}。"
    for line in snapshot.lines:
        change = f"{line.title}：由{number(line.before)}分变为{number(line.after)}分"
        yield typeset(f"{change}，{line.reason.rstrip('。')}。")


def recheck(snapshot: Snapshot, scheme: Scheme) -> Iterator[str]:
    """Yield the recheck score (复核得分) where one counts; it closes the text and stands nowhere else."""
    final = snapshot.final
    if final:
        stage = Figure("复核环节", Kind.TEXT, text=final.stage_name)
        yield typeset(sentence("final", snapshot, scheme, [stage]))
