"""第二因素 factor: a code is tried under the same lock as a password, and each holds once."""

from __future__ import annotations

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.exceptions import ValidationError
from django.db import transaction

from zhida.platform.accounts import locking

_FACTOR = locking.Door.FACTOR


class _Locked:
    """锁定的验证码: five wrong codes, and the name waits, whatever password goes before them."""

    def clean_code(self) -> str:
        """The code, once. Raises `ValidationError` while the name is locked, and for a wrong code."""
        name = self.user.username  # type: ignore[attr-defined]
        until = locking.count_try(name, _FACTOR)
        if until is not None:
            raise ValidationError(locking.told(until), code="locked")
        try:
            code: str = super().clean_code()  # type: ignore[misc]
            if _spent(self.authenticator, code):  # type: ignore[attr-defined]
                raise get_adapter().validation_error("incorrect_code")
        except ValidationError:
            until = locking.locked_until(name, _FACTOR)
            if until is not None:
                raise ValidationError(locking.told(until), code="locked") from None
            raise
        locking.clear(name, _FACTOR)
        return code


class FactorForm(_Locked, AuthenticateForm):  # type: ignore[misc]
    """验证码: after the password."""


class FactorAgainForm(_Locked, ReauthenticateForm):  # type: ignore[misc]
    """再次验证: before a change of the sign-in."""


def _spent(authenticator: Authenticator, code: str) -> bool:
    """Whether a code, or a later one, was taken before: for all processes, and after a restart."""
    if authenticator.type != Authenticator.Type.TOTP:
        return False  # recovery codes are struck off where they are kept
    with transaction.atomic():
        kept = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
        secret = get_adapter().decrypt(kept.data["secret"])
        counter = max(
            each
            for each in yield_hotp_counters_from_time()
            if format_hotp_value(hotp_value(secret, each)) == normalize_user_code(code)
        )
        if counter <= kept.data.get("counter", -1):
            return True
        kept.data["counter"] = counter
        kept.save(update_fields=["data"])
    return False
