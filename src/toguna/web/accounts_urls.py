"""Which of django-allauth's pages there are: signing in and out, passwords, second factors.

Those about e-mail are left out: a hall has no mail, and nothing here is sent by it. Each page has
a template of ours, which a test holds true.
"""

from __future__ import annotations

from allauth.account import views as account
from allauth.socialaccount import views as identity
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.urls import include, path

from toguna.web.views import passwords
from toguna.web.views.identity import identity_login

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/reset/", passwords.forgotten, name="account_reset_password"),
    path("signup/", passwords.no_signup, name="account_signup"),
    path("2fa/", include("allauth.mfa.urls")),
    path("3rdparty/", identity.connections, name="socialaccount_connections"),
    path("3rdparty/cancelled/", identity.login_cancelled, name="socialaccount_login_cancelled"),
    path("3rdparty/error/", identity.login_error, name="socialaccount_login_error"),
    path("oidc/<str:provider_id>/login/", identity_login, name="openid_connect_login"),
    path(
        "oidc/<str:provider_id>/login/callback/",
        openid_connect.callback,
        name="openid_connect_callback",
    ),
]
