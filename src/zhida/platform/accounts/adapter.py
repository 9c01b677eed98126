"""接入 adapter: what the sign-in library asks of us: locks, closed doors, secrets kept encrypted."""

from __future__ import annotations

import base64
import hashlib
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from zhida.platform.accounts import locking
from zhida.platform.accounts.receivers import sign_in_failed


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """登录: by name and password; nobody registers themselves, nothing is sent by mail."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": gettext_lazy("用户名或密码不正确。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Users are registered by the security administrator or on the machine."""
        return False

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """What would be mailed stands in the journal."""

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Counts the try. Raises `ValidationError` while the name is locked."""
        until = locking.count_try(credentials.get("username", ""))
        if until is not None:
            raise ValidationError(locking.told(until), code="locked")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """The user, or None; forgets the failed tries of who succeeds."""
        user = super().authenticate(request, **credentials)
        if user:
            locking.clear(credentials.get("username", ""), locking.Door.PASSWORD)
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Journals it; who has just used up the tries is told until when they wait."""
        name = credentials.get("username", "")
        until = locking.locked_until(name)
        sign_in_failed(name, self.get_client_ip(request), until)
        if until is not None:
            raise ValidationError(locking.told(until), code="locked")


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """第二因素: the secret of an authenticator lies encrypted in the database."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("验证码不正确。每个验证码只能用一次，请等下一个再试。"),
    }

    def encrypt(self, text: str) -> str:
        """With a key made of the installation's own."""
        return _box().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """What `encrypt` made. Raises `cryptography.fernet.InvalidToken` after the key was changed."""
        return _box().decrypt(encrypted_text.encode("ascii")).decode()


def _box() -> Fernet:
    key = hashlib.sha256(b"zhida second factor\0" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
