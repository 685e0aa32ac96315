"""The total and its grade: computed once, worded here, quoted wherever the report needs them."""

from collections.abc import Iterator

from indicators.schemes import Scheme
from perfeval.lib.decimals import plain
from reports.snapshot import Snapshot

from .wording import filled, number, typeset

TOTAL = "{year}年度自评得分{total}分，等级为“{grade}”。"
FINAL = "本报告自评得分{own}分，经{stage}，复核得分{total}分，等级为“{grade}”。"
UNGRADED = "{year}年度各项得分合计{total}分；各项分值合计不等于100分，暂不评定等级。"
UNSCORED = "自评尚未完成评分，得分和等级暂缺。"


def total_sentence(snapshot: Snapshot, scheme: Scheme) -> str:
    """Return total and grade in the words of the scheme."""
    if snapshot.total is None:
        return UNSCORED
    values = {"year": str(snapshot.year), "total": number(snapshot.total), "grade": snapshot.grade}
    return filled(scheme.wording.get("total", TOTAL) if snapshot.grade else UNGRADED, values)


def summary(snapshot: Snapshot, scheme: Scheme) -> Iterator[str]:
    """Yield the total, what each level one adds to it, and every step between sum and total."""
    yield total_sentence(snapshot, scheme)
    parts = (f"{root.name}分值{plain(root.points)}分，得{number(root.score)}分" for root in snapshot.indicators)
    if snapshot.indicators:
        yield f"其中：{'；'.join(parts)}。"
    for line in snapshot.lines:
        change = f"{line.title}：由{number(line.before)}分变为{number(line.after)}分"
        yield typeset(f"{change}，{line.reason.rstrip('。')}。")


def recheck(snapshot: Snapshot) -> Iterator[str]:
    """Yield the recheck score (复核得分) where one counts; it closes the text and stands nowhere else."""
    final = snapshot.final
    if final:
        values = {"own": number(snapshot.total), "stage": final.stage_name, "total": number(final.total)}
        yield filled(FINAL, values | {"grade": final.grade})
