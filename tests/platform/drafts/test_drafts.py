"""草稿: time runs out and nothing that was typed is lost; nobody else gets it."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from tests.platform.accounts.people import PASSWORD, enter, signed_in, visitor

from zhida.platform.access.policy import Role
from zhida.platform.drafts.models import Draft

FORM = {"name": "某区人民医院", "region": "650102", "reason": "新设\n两行"}
PATH = "/system/agencies/"


def sign_in(client: Client, name: str = "王芳") -> None:
    client.post("/account/login/", {"login": name, "password": PASSWORD})


def test_what_is_typed_is_given_back_to_the_same_person_only(database: str) -> None:
    enter("王芳")
    enter("李强")
    client, other = signed_in("王芳"), signed_in("李强")
    content = json.dumps(
        {"words": ["写到一半"], "password": ["不留"], "csrfmiddlewaretoken": ["不留"]}
    )
    assert client.post("/draft/", {"form": "duty-7", "content": content}).status_code == 204
    assert client.get("/draft/?form=duty-7").json()["fields"] == {"words": ["写到一半"]}
    assert other.get("/draft/?form=duty-7").status_code == 204
    client.post("/account/logout/")
    sign_in(client)
    assert client.get("/draft/?form=duty-7").status_code == 200
    client.post("/draft/", {"form": "duty-7", "content": "{}"})  # nothing is left in the form
    assert client.get("/draft/?form=duty-7").status_code == 204


@pytest.mark.parametrize(
    ("form", "content"),
    [
        ("../x", "{}"),
        ("x", "[1]"),
        ("x", '{"a": 1}'),
        ("x", "{"),
        ("x", json.dumps({"a": ["长" * 60_000]})),
        ("x", "[" * 100_000),
    ],
)
def test_what_is_no_draft_is_refused(database: str, form: str, content: str) -> None:
    enter("王芳")
    client = signed_in("王芳")
    assert client.post("/draft/", {"form": form, "content": content}).status_code == 400


def test_a_form_that_came_after_the_time_was_up_is_sent_once_more(
    database: str, settings_changed: Callable[..., None]
) -> None:
    """The session was idle too long: signed out, the form kept for the one who sent it."""
    enter("王芳")
    client = signed_in("王芳")
    client.get("/may/")
    settings_changed(IDLE_SECONDS=-1)
    assert client.post(PATH, FORM).headers["Location"].startswith("/account/login/")
    settings_changed(IDLE_SECONDS=1800)
    sign_in(client)
    page = client.get("/may/").content.decode()
    assert "接着办" in page
    draft = Draft.objects.get()
    assert f"/draft/{draft.pk}/" in page
    shown = client.get(f"/draft/{draft.pk}/").content.decode()
    assert f'action="{PATH}"' in shown and 'value="某区人民医院"' in shown
    again = {**FORM, "zhida-draft": str(draft.pk)}
    assert client.post(PATH, again).status_code == 302
    assert not Draft.objects.exists()
    assert "接着办" not in client.get("/may/").content.decode()


def test_a_session_that_is_gone_leaves_the_form_to_who_signs_in_next_in_that_browser(
    database: str,
) -> None:
    enter("王芳")
    enter("李强")
    client, elsewhere = visitor(), signed_in("李强")
    assert client.post(PATH, FORM).status_code == 302
    assert Draft.objects.get().user is None
    sign_in(client)
    draft = Draft.objects.get()
    assert draft.user is not None and draft.user.username == "王芳"
    assert draft.content == {name: [value] for name, value in FORM.items()}
    assert elsewhere.get(f"/draft/{draft.pk}/").status_code == 404
    assert elsewhere.post(f"/draft/{draft.pk}/").status_code == 404


def test_another_person_in_the_same_browser_gets_nothing_that_was_known_to_be_somebodys(
    database: str, settings_changed: Callable[..., None]
) -> None:
    enter("王芳")
    enter("李强")
    client = signed_in("王芳")
    client.get("/may/")
    settings_changed(IDLE_SECONDS=-1)
    client.post(PATH, FORM)
    settings_changed(IDLE_SECONDS=1800)
    sign_in(client, "李强")
    assert "接着办" not in client.get("/may/").content.decode()
    assert client.get(f"/draft/{Draft.objects.get().pk}/").status_code == 404


def test_a_form_whose_token_has_expired_is_refused_and_kept(database: str) -> None:
    enter("王芳", role=Role.SYSTEM_ADMINISTRATOR)
    client = signed_in("王芳")
    careful = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    careful.cookies = client.cookies
    assert careful.post(PATH, FORM, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 403
    assert "接着办" in client.get("/may/").content.decode()


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}]
)
def test_another_site_plants_nothing(database: str, headers: dict[str, str]) -> None:
    visitor().post(PATH, FORM, headers=headers)
    assert not Draft.objects.exists()


def test_what_was_never_a_page_and_what_is_secret_is_not_kept(database: str) -> None:
    client = visitor()
    client.post("/account/password/", {"oldpassword": "秘密", "password1": "更秘密"})
    client.post("/nowhere/", FORM)
    client.post(PATH, {"reason": "长" * 60_000})
    assert not Draft.objects.exists()


def test_a_kept_form_can_be_given_up(database: str) -> None:
    enter("王芳")
    client = visitor()
    client.post(PATH, FORM)
    sign_in(client)
    number = Draft.objects.get().pk
    assert client.post(f"/draft/{number}/").status_code == 302
    assert not Draft.objects.exists()
    assert "接着办" not in client.get("/may/").content.decode()


def test_a_draft_expires(database: str) -> None:
    user = enter("王芳")
    client = signed_in("王芳")
    client.post("/draft/", {"form": "a", "content": '{"x": ["1"]}'})
    old = timezone.now() - datetime.timedelta(days=15)
    Draft.objects.filter(user=user).update(saved_at=old)
    assert client.get("/draft/?form=a").status_code == 204
    client.post("/draft/", {"form": "b", "content": '{"x": ["1"]}'})
    assert list(Draft.objects.values_list("form", flat=True)) == ["b"]
