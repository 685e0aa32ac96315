"""Accounts and memberships."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.db.models import QuerySet
from django.utils.functional import cached_property

from ..models import Department, Membership, Role, User
from .organisation import DepartmentChoiceField
from .records import RecordForm, offer, page_helper
from .worded import WordedForm


class PasswordField(forms.CharField):
    """An initial password, typed in the open because it has to be told to its owner and is replaced at once."""

    def __init__(self) -> None:
        super().__init__(
            label="初始密码",
            max_length=128,
            help_text=password_validators_help_text_html(),
            widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        )


class UserForm(RecordForm):
    """The names of an account, and whether it is open."""

    back = "departments:user_list"

    class Meta:
        model = User
        fields = ["username", "full_name", "email", "is_active"]
        labels = {"username": "用户名", "email": "电子邮箱", "is_active": "启用"}
        help_texts = {
            "username": "登录时使用，只能包含字母、数字和 @ . + - _。",
            "email": "催报通知发到此邮箱；没有的可不填，通知仍显示在首页。",
            "is_active": "人员调离后请停用账号；账号不删除，操作记录仍可查询。",
        }


class NewUserForm(RecordForm):
    """A new account with its initial password and first membership."""

    back = "departments:user_list"
    password = PasswordField()
    department = DepartmentChoiceField(Department.objects.none(), label="部门（单位）")
    role = forms.ChoiceField(label="角色", choices=[("", "请选择"), *Role.choices])

    class Meta:
        model = User
        fields = ["username", "full_name", "email"]
        labels = {"username": "用户名", "email": "电子邮箱"}
        help_texts = {name: UserForm.Meta.help_texts[name] for name in ("username", "email")}

    def __init__(self, *args: Any, departments: QuerySet[Department], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "department", departments)

    def clean(self) -> dict[str, Any]:
        """Ask for a good password, with the names known."""
        cleaned = super().clean()
        check_password(self, User(username=cleaned.get("username", ""), full_name=cleaned.get("full_name", "")))
        return cleaned


class ResetPasswordForm(WordedForm, forms.Form):
    """A new initial password for somebody who has forgotten theirs."""

    password = PasswordField()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.user = user

    @cached_property
    def helper(self) -> FormHelper:
        """One field."""
        return page_helper("password", button="重置密码", back="departments:user_list")

    def clean(self) -> None:
        """Ask for a good password."""
        check_password(self, self.user)


class MembershipForm(RecordForm):
    """A role of a user at a department."""

    back = "departments:membership_list"
    department = DepartmentChoiceField(Department.objects.none(), label="部门（单位）")

    class Meta:
        model = Membership
        fields = ["user", "department", "role"]
        help_texts = {"role": "同时适用于所选单位的全部所属单位。"}

    def __init__(self, *args: Any, users: QuerySet[User], departments: QuerySet[Department], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "user", users)
        offer(self, "department", departments)


def check_password(form: forms.BaseForm, user: User) -> None:
    """Put what is wrong with a typed password beside it."""
    password = form.cleaned_data.get("password")
    if not password:
        return
    try:
        validate_password(password, user)
    except forms.ValidationError as error:
        form.add_error("password", error)
