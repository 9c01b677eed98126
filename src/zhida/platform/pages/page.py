"""页面 page: a view that is for signed-in people, within their scope, by a verb they may do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse

from zhida.platform.access.actors import UnknownActor, of_user
from zhida.platform.access.models import User
from zhida.platform.access.policy import Actor, Forbidden, require
from zhida.platform.access.queries import about
from zhida.platform.pages.lens import Lens, lens_of
from zhida.platform.scope import scope

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Looking:
    """看页面的人: who looks, and through which lens."""

    request: HttpRequest
    actor: Actor
    lens: Lens


class ValuesAsked(HttpRequest):
    """取值: asks for what a page shows as values; no HTML is made, and a refusal is raised.

    Who asks so is within the scope already.
    """


Shown = Callable[Concatenate[Looking, P], HttpResponse]
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def page(verb: str) -> Callable[[Shown[P]], View[P]]:
    """页面: the view runs in the scope of the person's region, once they may do the verb there.

    Whoever isn't signed in is sent to sign in; a refusal is a page that says why.
    """

    def made(shown: Shown[P]) -> View[P]:
        @login_required
        @wraps(shown)
        def view(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            assert isinstance(request.user, User)
            values = isinstance(request, ValuesAsked)
            try:
                actor = of_user(request.user)
                with scope(actor.region):
                    lens = lens_of(request, actor.region)
                    require(actor, verb, about(lens.region))
                    answer = shown(Looking(request, actor, lens), *args, **kwargs)
                    if isinstance(answer, TemplateResponse) and not values:
                        answer.render()  # what it tells is read here, within the scope
                    return answer
            except (Forbidden, UnknownActor) as refused:
                if values:
                    raise
                context = {"reason": str(refused)}
                return render(request, "pages/refused.html", context, status=403)

        view.page_verb = verb  # type: ignore[attr-defined]
        return cast(View[P], view)

    return made
