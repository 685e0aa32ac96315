"""Signing in and out, and changing one's password; each is recorded."""

from typing import cast

from django.contrib import messages
from django.contrib.auth import views
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy

from ..forms.accounts import ChangePasswordForm, LoginForm
from ..models import User
from ..services import accounts as services


class Login(views.LoginView):
    """Let a person in, or say why not."""

    form_class = LoginForm
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Sign in and record it."""
        response = super().form_valid(form)
        services.record_login(form.get_user(), address=_address_of(self.request))
        return response

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """Record the refused attempt."""
        name = form.cleaned_data.get("username", "")
        is_locked = getattr(self.request, "axes_locked_out", False)
        services.record_refused_login(name, address=_address_of(self.request), is_locked=is_locked)
        return super().form_invalid(form)


class Logout(views.LogoutView):
    """Let a person out."""

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Record it and sign out."""
        if request.user.is_authenticated:
            services.record_logout(request.user, address=_address_of(request))
        return super().post(request, *args, **kwargs)


class ChangePassword(views.PasswordChangeView):
    """Let a person change the password."""

    form_class = ChangePasswordForm
    success_url = reverse_lazy("home")

    @transaction.atomic
    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        """Store the new password together with its record, and say so."""
        response = super().form_valid(form)
        services.record_password_change(cast("User", self.request.user))
        messages.success(self.request, "密码已修改，下次登录请使用新密码。")
        return response


def _address_of(request: HttpRequest) -> str:
    return request.META.get("REMOTE_ADDR", "")
