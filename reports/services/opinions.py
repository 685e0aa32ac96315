"""What the reviewers' own words say about a step."""

from collections.abc import Iterator

from departments.models import Evaluation

from ..models import Judgement


def present_judgement(evaluation: Evaluation) -> Judgement | None:
    """Return what the present stage has judged of the present submission."""
    return evaluation.judgements.filter(submission=evaluation.submissions, stage=evaluation.stage).first()


def approval_reasons(evaluation: Evaluation) -> Iterator[str]:
    """Yield what the reviewers' own words say against an approval by the present stage."""
    if left := _remarks_to_resolve(evaluation):
        yield f"还有 {left} 条审核意见没有办结，请逐条办结，或退回填报单位。"
    judgement = present_judgement(evaluation)
    stage = evaluation.present_stage
    verdicts = judgement.verdicts if judgement else Judgement().verdicts
    if stage and stage.judges:
        yield from (f"尚未判断“{name}”，请在审阅页面填写。" for name, verdict in verdicts if verdict == "未判断")
    unmet = Judgement.Verdict.UNMET.label
    yield from (
        f"“{name}”判断为“{unmet}”，不能通过，请退回填报单位。" for name, verdict in verdicts if verdict == unmet
    )


def _remarks_to_resolve(evaluation: Evaluation) -> int:
    """Return how many remarks the present stage must resolve: its own ones; the last stage passes over none."""
    unresolved = evaluation.remarks.unresolved()
    is_last = evaluation.stage == len(evaluation.chain) - 1
    return (unresolved if is_last else unresolved.filter(stage_name=str(evaluation.present_stage))).count()
