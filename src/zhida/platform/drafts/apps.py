"""The app of drafts."""

from __future__ import annotations

from django.apps import AppConfig


class DraftsConfig(AppConfig):
    """草稿."""

    name = "zhida.platform.drafts"
    label = "drafts"
    verbose_name = "草稿"

    def ready(self) -> None:
        """Who signs in is given back what was kept for them."""
        from django.contrib.auth.signals import user_logged_in

        from zhida.platform.drafts.keeping import claim

        user_logged_in.connect(claim, dispatch_uid="zhida drafts")
