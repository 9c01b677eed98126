"""单点登录: who is known to the site's own sign-on comes in as the user of that name, and nobody else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client
from pydantic import SecretStr
from tests.platform.accounts.people import enter, visitor
from tests.platform.accounts.provider import CLIENT, SECRET, Provider, running

from zhida.platform.access.models import User
from zhida.platform.configuration import Configuration
from zhida.platform.errors import NotReady
from zhida.platform.journal.models import Deed
from zhida.platform.scope import scope
from zhida.platform.settings import site_provider

LOGIN = "/account/site/site/login/"


@pytest.fixture
def provider(database: str, settings_changed: Callable[..., None]) -> Iterator[Provider]:
    with running() as made:
        configured = Configuration(
            oidc_issuer=made.issuer, oidc_client_id=CLIENT, oidc_client_secret=SecretStr(SECRET)
        )
        settings_changed(
            SITE_SIGN_ON="统一登录",
            OIDC_CLAIM="preferred_username",
            SOCIALACCOUNT_PROVIDERS=site_provider(configured),
        )
        yield made


def come(client: Client, provider: Provider, **person: str) -> str:
    """Goes to the provider and back; where the browser is led then."""
    provider.person = {"sub": "1", **person}
    away = client.post(LOGIN).headers["Location"]
    assert away.startswith(f"{provider.issuer}/authorization?")
    back = urlsplit(provider.authorize(dict(parse_qsl(urlsplit(away).query))))
    return client.get(f"{back.path}?{back.query}").headers["Location"]


def inside(client: Client) -> bool:
    return client.get("/account/sessions/").status_code == 200


def test_the_user_of_the_stated_name_comes_in(provider: Provider) -> None:
    enter("王芳")
    client = visitor()
    assert "统一登录" in client.get("/account/login/").content.decode()
    assert come(client, provider, preferred_username="王芳") == "/desk/"
    assert inside(client)
    with scope("650100"):
        assert Deed.objects.filter(actor="王芳", verb="sign_in").count() == 1


@pytest.mark.parametrize(
    "person", [{"preferred_username": "无此人"}, {}, {"preferred_username": ""}, {"name": "王芳"}]
)
def test_nobody_is_registered_or_let_in_by_another_claim(
    provider: Provider, person: dict[str, str]
) -> None:
    enter("王芳")
    client = visitor()
    assert come(client, provider, **person) == "/account/login/"
    assert "没有登记这名用户" in client.get("/account/login/").content.decode()
    assert not inside(client)
    assert User.objects.count() == 1


def test_who_is_switched_off_stays_out(provider: Provider) -> None:
    user = enter("王芳")
    user.is_active = False
    user.save()
    client = visitor()
    come(client, provider, preferred_username="王芳")
    assert not inside(client)


def test_a_code_of_another_browser_opens_nothing(provider: Provider) -> None:
    """Login CSRF: the state belongs to the browser that began."""
    enter("王芳")
    provider.person = {"sub": "1", "preferred_username": "王芳"}
    away = visitor().post(LOGIN).headers["Location"]
    back = urlsplit(provider.authorize(dict(parse_qsl(urlsplit(away).query))))
    other = visitor()
    other.get(f"{back.path}?{back.query}")
    assert not inside(other)


def test_a_refusal_there_leads_back_with_a_sentence(provider: Provider) -> None:
    client = visitor()
    away = client.post(LOGIN).headers["Location"]
    state = dict(parse_qsl(urlsplit(away).query))["state"]
    answer = client.get("/account/site/site/callback/", {"error": "access_denied", "state": state})
    assert answer.headers["Location"] == "/account/login/"
    assert "单点登录没有成功" in client.get("/account/login/").content.decode()


def test_without_configuration_there_is_none(database: str) -> None:
    assert visitor().post(LOGIN).status_code == 404
    assert site_provider(Configuration()) == {}


def test_half_a_configuration_is_refused() -> None:
    with pytest.raises(NotReady, match="ZHIDA_OIDC_CLIENT_SECRET"):
        site_provider(Configuration(oidc_issuer="https://sso.example", oidc_client_id="x"))
    with pytest.raises(ValueError, match="oidc_issuer"):
        Configuration(oidc_issuer="http://sso.example")
