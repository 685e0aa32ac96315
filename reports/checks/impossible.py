"""Errors of the catalogue that cannot be made here: not checked, because a constraint keeps them out."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Impossible:
    """One error and what keeps it out; a test of the same identifier tries to make it."""

    id: str
    fault: str
    constraint: str


IMPOSSIBLE = (
    Impossible("A05", "定性指标的得分超出所选档次", "评分方法只接受档次以内的评定分"),
    Impossible("A06", "预算执行率不等于执行数÷预算数", "比率由金额计算，没有可以填写的栏目"),
    Impossible("A14", "合计与四舍五入后的各项之和相差超过尾差", "合计由未舍入的元计算，显示为万元时只舍入一次"),
    Impossible("K03-identity", "发布机构与报告单位不一致", "发布机构取自自评所属单位，没有可以填写的栏目"),
    Impossible("K13-form", "项目自评表与项目清单的名称不一致", "自评表的名称取自项目清单，没有可以填写的栏目"),
    Impossible("K14", "项目自评表的主管部门不是本单位", "主管部门取自自评所属单位，没有可以填写的栏目"),
    Impossible("T11", "文字超过栏目的字数上限", "各栏目的输入框限定字数，超过的不能保存"),
    Impossible("P03", "送审人与审核人是同一人", "流程不允许经手人审核同一份自评"),
    Impossible("P04", "退回没有意见", "流程要求退回写明理由"),
    Impossible("P06", "公开的内容与审核通过的内容不一致", "公开版次与审核通过的版本号不同即停止公开"),
    Impossible("P07", "审核通过后改动数据", "送审以后不能保存填报内容"),
)
