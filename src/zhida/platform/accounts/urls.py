"""登录的网址 urls: the views of the sign-in library that are of use here, and no others.

Nobody registers themselves, resets a password by mail, or has a mail address here.
"""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.socialaccount.providers.openid_connect import views as site
from allauth.usersessions import views as sessions
from django.urls import URLPattern, path

urlpatterns: list[URLPattern] = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("site/<slug:provider_id>/login/", site.login, name="openid_connect_login"),
    path("site/<slug:provider_id>/callback/", site.callback, name="openid_connect_callback"),
    path("sessions/", sessions.list_usersessions, name="usersessions_list"),
    path("factor/", factor.index, name="mfa_index"),
    path("factor/authenticate/", factor.authenticate, name="mfa_authenticate"),
    path("factor/reauthenticate/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("factor/totp/activate/", totp.activate_totp, name="mfa_activate_totp"),
    path("factor/totp/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("factor/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "factor/codes/generate/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"
    ),
    path(
        "factor/codes/download/", codes.download_recovery_codes, name="mfa_download_recovery_codes"
    ),
]
