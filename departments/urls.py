"""Addresses of accounts, organisation and log."""

from django.urls import path

from .views import accounts, library, log, notices, organisation, people, reviewing

app_name = "departments"
urlpatterns = [
    path("login/", accounts.Login.as_view(), name="login"),
    path("logout/", accounts.Logout.as_view(), name="logout"),
    path("password/", accounts.ChangePassword.as_view(), name="password"),
    path("notices/<int:pk>/seen/", notices.seen, name="notice_seen"),
    path("manage/departments/", organisation.index, name="department_list"),
    path("manage/departments/add/", organisation.add, name="department_add"),
    path("manage/departments/<int:pk>/", organisation.edit, name="department_edit"),
    path("manage/users/", people.users, name="user_list"),
    path("manage/users/add/", people.add_user, name="user_add"),
    path("manage/users/<int:pk>/", people.edit_user, name="user_edit"),
    path("manage/users/<int:pk>/password/", people.reset_password, name="user_password"),
    path("manage/memberships/", people.memberships, name="membership_list"),
    path("manage/memberships/add/", people.add_membership, name="membership_add"),
    path("manage/memberships/<int:pk>/remove/", people.remove_membership, name="membership_remove"),
    path("manage/authorities/", library.authorities, name="authority_list"),
    path("manage/authorities/add/", library.add_authority, name="authority_add"),
    path("manage/authorities/<int:pk>/", library.edit_authority, name="authority_edit"),
    path("substitutions/", reviewing.substitutions, name="substitution_list"),
    path("substitutions/add/", reviewing.add_substitution, name="substitution_add"),
    path("substitutions/<int:pk>/end/", reviewing.end_substitution, name="substitution_end"),
    path("exemptions/", reviewing.exemptions, name="exemption_list"),
    path("exemptions/add/", reviewing.add_exemption, name="exemption_add"),
    path("manage/site/", library.site, name="site"),
    path("audit/", log.index, name="audit_list"),
]
