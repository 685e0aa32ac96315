"""Which columns each kind of file has; the lists that are exported have the same."""

from departments.listings import DEPARTMENTS
from perfeval.lib.listing import Column, Listing

from ..models import BulkImport
from .table import Heading

CODE = Heading("code", ("预算编码", "单位编码", "编码", "部门编码", "预算单位编码"), is_required=True)
NAME = ("单位全称", "单位名称", "名称", "部门名称", "预算单位名称", "单位", "预算单位")

Kind = BulkImport.Kind
HEADINGS: dict[str, tuple[Heading, ...]] = {
    Kind.DEPARTMENTS: (
        CODE,
        Heading("name", NAME, is_required=True),
        Heading("short_name", ("单位简称", "简称")),
        Heading("aliases", ("曾用名和别名", "别名", "曾用名")),
        Heading("kind", ("单位类型", "类型")),
        Heading("parent", ("上级单位编码", "上级编码", "主管部门编码")),
        Heading("index_code", ("索引号机构代码", "机构代码")),
        Heading("is_active", ("启用", "是否启用")),
    ),
    Kind.PEOPLE: (
        Heading("username", ("用户名", "登录名", "账号"), is_required=True),
        Heading("full_name", ("姓名",), is_required=True),
        CODE,
        Heading("role", ("角色", "岗位"), is_required=True),
    ),
    Kind.FIGURES: (
        CODE,
        Heading("name", NAME),
        Heading("category", ("项目", "支出类型", "支出项目", "类别", "资金性质", "预算项目")),
        Heading("initial", ("年初预算数", "年初预算", "年初数")),
        Heading("adjustment", ("预算调整数", "调整数", "调整预算数", "调整")),
        Heading("adjusted", ("全年预算数", "调整后预算数", "调整后预算", "全年预算")),
        Heading("executed", ("全年执行数", "执行数", "支出数", "决算数", "全年执行")),
    ),
}
LEFT_OUT: dict[str, tuple[str, ...]] = {
    Kind.DEPARTMENTS: ("上级单位", "索引号下一流水号"),
    Kind.PEOPLE: NAME,
    Kind.FIGURES: ("序号",),
}
"""Columns of our own exports that say nothing to be imported."""

TEMPLATES: dict[str, Listing] = {
    Kind.DEPARTMENTS: DEPARTMENTS,
    Kind.PEOPLE: Listing(
        "用户和岗位",
        "user",
        tuple(Column(title, title, 20) for title in ("用户名", "姓名", "预算编码", "单位全称", "角色")),
    ),
    Kind.FIGURES: Listing(
        "财政数据",
        "officialfigure",
        tuple(
            Column(title, title, 22)
            for title in (
                *("预算编码", "单位全称", "项目"),
                *("年初预算数（元）", "预算调整数（元）", "全年执行数（元）"),
            )
        ),
    ),
}
