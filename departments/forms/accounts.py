"""Signing in and changing one's password."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm

from .worded import WordedForm


class LoginForm(WordedForm, AuthenticationForm):
    """Name and password of an account."""

    error_messages = {
        "invalid_login": "用户名或密码不正确，请核对后重新输入。密码区分大小写。",
        "inactive": "该账号已停用，请联系本单位管理员。",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("sign-in", "登录"))


class ChangePasswordForm(WordedForm, PasswordChangeForm):
    """The old password, and twice the new one."""

    error_messages = {
        "password_mismatch": "两次输入的新密码不一致，请重新输入。",
        "password_incorrect": "原密码不正确，请重新输入。",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("change-password", "保存新密码"))
