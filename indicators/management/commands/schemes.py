"""Look at schemes, check and compare them, and move them in and out of the database."""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from indicators.management.files import failure, find_scheme, read_text, refused
from indicators.models import Scheme
from indicators.schemes import Scheme as SchemeSpec
from indicators.schemes import SchemeError, preset, preset_names
from indicators.schemes.comparing import compare
from indicators.schemes.describing import describe
from indicators.services import SchemeConflict, import_scheme, install_schemes
from perfeval.lib.decimals import plain

Options = dict[str, Any]
NAME = "方案代号或 .toml 文件"


class Command(BaseCommand):
    help = "查看、检查、比较、导入和导出指标体系方案；list、show、check、compare 不需要数据库。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
        listing = actions.add_parser("list", help="列出随系统提供的方案")
        listing.add_argument("--stored", action="store_true", help="改为列出数据库中的方案")
        actions.add_parser("show", help="显示方案的全部内容").add_argument("name", help=NAME)
        actions.add_parser("check", help="检查方案文件").add_argument("name", metavar="FILE", help=NAME)
        comparing = actions.add_parser("compare", help="逐项比较两个方案")
        comparing.add_argument("before", metavar="A", help=NAME)
        comparing.add_argument("after", metavar="B", help=NAME)
        actions.add_parser("install", help="把随系统提供的方案存入数据库")
        export = actions.add_parser("export", help="从数据库导出方案")
        export.add_argument("name", help="方案代号")
        export.add_argument("file", nargs="?", metavar="FILE", help="目标文件；不写则输出到屏幕")
        export.add_argument("--number", type=int, metavar="N", help="版本；不写则为最新版本")
        actions.add_parser("import", help="把方案文件存入数据库").add_argument("file", metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            answer = ACTIONS[options["action"]](options)
        except DatabaseError:
            raise CommandError("数据库不可用或尚未建立，请先运行 manage.py migrate。") from None
        self.stdout.write(answer, ending="" if answer.endswith("\n") else "\n")


def _list(options: Options) -> str:
    schemes = [scheme.spec for scheme in Scheme.objects.all()] if options["stored"] else map(preset, preset_names())
    return "\n".join(map(_line, schemes)) or "数据库中还没有方案，请先运行 manage.py schemes install。"


def _line(scheme: SchemeSpec) -> str:
    points = "/".join(plain(level.points) for level in scheme.levels)
    return f"{scheme.name}  第{scheme.version}版  {scheme.kind}  {scheme.title}（{points}）"


def _show(options: Options) -> str:
    return describe(find_scheme(options["name"]))


def _check(options: Options) -> str:
    return f"可以使用：{_line(find_scheme(options['name']))}"


def _compare(options: Options) -> str:
    differences = compare(find_scheme(options["before"]), find_scheme(options["after"]))
    return "\n".join(map(str, differences)) or "两个方案内容相同。"


def _install(options: Options) -> str:
    stored = install_schemes()
    return "\n".join(f"已存入：{scheme}" for scheme in stored) or "随系统提供的方案均已在数据库中。"


def _export(options: Options) -> str:
    found = Scheme.objects.filter(name=options["name"]).order_by("-version")
    scheme = found.filter(version=options["number"]).first() if options["number"] else found.first()
    if scheme is None:
        raise failure(f"数据库中没有方案“{options['name']}”或这一版本，请用 manage.py schemes list --stored 查看。")
    return _write(scheme, options["file"]) if options["file"] else scheme.content


def _write(scheme: Scheme, file: str) -> str:
    try:
        with Path(file).open("x", encoding="utf-8") as target:
            target.write(scheme.content)
    except FileExistsError:
        raise failure(f"“{file}”已存在，请换一个文件名。") from None
    except OSError as error:
        raise failure(f"无法写入“{file}”（{error.strerror}），请检查路径和权限。") from None
    return f"已导出：{scheme} → {file}"


def _import(options: Options) -> str:
    file = options["file"]
    try:
        scheme, is_new = import_scheme(read_text(file), actor=None)
    except SchemeError as error:
        raise refused(f"“{file}”未导入", error) from None
    except SchemeConflict as conflict:
        raise failure(str(conflict)) from None
    except ValidationError as error:
        raise failure(f"“{file}”未导入：{'；'.join(error.messages)}") from None
    return f"已导入：{scheme}" if is_new else f"{scheme}已在数据库中，内容相同。"


ACTIONS: dict[str, Callable[[Options], str]] = {
    "list": _list,
    "show": _show,
    "check": _check,
    "compare": _compare,
    "install": _install,
    "export": _export,
    "import": _import,
}
