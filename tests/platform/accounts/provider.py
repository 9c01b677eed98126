"""A small OpenID Connect provider on loopback: codes for people, tokens for codes, checked as real ones do."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "zhida", "a-secret-of-the-site"


class Provider:
    """The provider; `person` holds the claims of whoever sits at the browser."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.person: dict[str, str] = {"sub": "1"}
        self.codes: dict[str, dict[str, str]] = {}
        self.tokens: dict[str, dict[str, str]] = {}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the browser is sent back to, with a code for the person."""
        assert asked["client_id"] == CLIENT and asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256" and "openid" in asked["scope"]
        code = secrets.token_urlsafe(8)
        self.codes[code] = {**asked, "person": json.dumps(self.person)}
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, sent: dict[str, str]) -> dict[str, object] | None:
        """A token for a code, once, to who knows the secret and began it."""
        begun = self.codes.pop(sent.get("code", ""), None)
        if begun is None or (sent.get("client_id"), sent.get("client_secret")) != (CLIENT, SECRET):
            return None
        digest = hashlib.sha256(sent["code_verifier"].encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != begun["code_challenge"]:
            return None
        person, access = json.loads(begun["person"]), secrets.token_urlsafe(8)
        self.tokens[access] = person
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 60, **person}
        signed = jwt.encode(claims, self.key, "RS256", headers={"kid": "1"})
        return {"access_token": access, "token_type": "Bearer", "id_token": signed}

    def configuration(self) -> dict[str, object]:
        return {
            "issuer": self.issuer,
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            **{
                f"{name}_endpoint": f"{self.issuer}/{name}"
                for name in ("authorization", "token", "userinfo")
            },
            "jwks_uri": f"{self.issuer}/jwks",
        }


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            place = urlsplit(self.path)
            if place.path.endswith("openid-configuration"):
                self._say(provider.configuration())
            elif place.path == "/userinfo":
                token = self.headers.get("Authorization", "").removeprefix("Bearer ")
                self._say(provider.tokens.get(token))
            else:
                self._say(None)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._say(provider.token({name: each[0] for name, each in parse_qs(body).items()}))

        def _say(self, value: Any) -> None:
            self.send_response(200 if value is not None else 400)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(value or {"error": "invalid_grant"}).encode())

        def log_message(self, *args: Any) -> None:
            """Nothing is told of a test."""

    return Handler


@contextmanager
def running() -> Iterator[Provider]:
    """The provider while it answers."""
    provider = Provider()
    thread = threading.Thread(target=provider.server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        provider.server.shutdown()
        provider.server.server_close()
        thread.join()
