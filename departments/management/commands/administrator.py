"""Open the account of an administrator of the whole tree: the first one, or one more when nobody can sign in."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from departments.models import Department, Role, User
from departments.services import add_department, add_user


class Command(BaseCommand):
    help = "新增管理员账号（管理最上级单位及全部所属单位），并显示初始密码；首次登录须修改密码。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", metavar="用户名")
        parser.add_argument("--name", required=True, metavar="姓名")
        parser.add_argument("--unit", default="", metavar="单位全称", help="最上级单位；尚无单位时必填")
        parser.add_argument("--code", default="", metavar="预算编码", help="最上级单位的预算编码；尚无单位时必填")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        top = Department.objects.filter(parent=None).first() or _top(options["unit"], options["code"])
        user = User(username=options["username"], full_name=options["name"], must_change_password=True)
        password = f"{secrets.token_urlsafe(9)}-Aa1"
        _checked(user, exclude=["password"])
        add_user(user, password=password, department=top, role=Role.ADMINISTRATOR, actor=None)
        self.stdout.write(f"已新增管理员：{user.username}（{top}），初始密码：{password}")


def _top(name: str, code: str) -> Department:
    if not (name and code):
        raise CommandError("系统中还没有单位，请用 --unit 和 --code 写明最上级单位的全称和预算编码。")
    top = Department(name=name, short_name=name[:50], code=code, kind=Department.Kind.DISTRICT)
    _checked(top, exclude=["path"])
    return add_department(top, actor=None)


def _checked(record: User | Department, exclude: list[str]) -> None:
    try:
        record.full_clean(exclude=exclude)
    except ValidationError as error:
        raise CommandError("；".join(error.messages)) from None
