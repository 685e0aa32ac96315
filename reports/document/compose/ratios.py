"""The rates of budget and execution, each with the figures it is made of."""

from collections.abc import Iterator

from departments.ratios import Outcome, Ratio
from reports.document.blocks import Block, Paragraph

from .chapter import Chapter, composer
from .wording import chinese_date, ratio_sentence

EXECUTION = "execution_ratios"
PAYMENT = "支付进度率"
OTHER_GROUPS = {
    "carryover_ratios": ("结转结余率", "结转结余变动率"),
    "asset_ratios": ("政府采购执行率", "固定资产利用率"),
}


@composer("ratios")
def ratios(chapter: Chapter) -> Iterator[Block]:
    """Compose the rates of one group; a group that the outline does not have joins the rates of execution."""
    for found in chapter.snapshot.ratios:
        if _group(found, chapter) == chapter.node.key:
            yield Paragraph(_dated(found, chapter))


def _group(found: Ratio, chapter: Chapter) -> str:
    keys = {node.key for node in chapter.scheme.sections()}
    groups = (key for key, names in OTHER_GROUPS.items() if found.name in names and key in keys)
    return next(groups, EXECUTION)


def _dated(found: Ratio, chapter: Chapter) -> str:
    """Return the line; progress of payment is measured on a day."""
    sentence = ratio_sentence(found)
    as_of = chapter.snapshot.budget.payment_as_of
    if found.name != PAYMENT or found.outcome is Outcome.UNKNOWN or as_of is None:
        return sentence
    return f"截至{chinese_date(as_of)}，{sentence}"
