"""Addresses of accounts, organisation and log."""

from django.urls import path

from .views import accounts

app_name = "departments"
urlpatterns = [
    path("login/", accounts.Login.as_view(), name="login"),
    path("logout/", accounts.Logout.as_view(), name="logout"),
    path("password/", accounts.ChangePassword.as_view(), name="password"),
]
