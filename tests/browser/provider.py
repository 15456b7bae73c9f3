"""A small identity provider of the tests' own: OpenID Connect, a signed token, PKCE, three accounts."""

import base64
import hashlib
import json
import secrets
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, Self
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, CLIENT_SECRET = "palmares", "shared-with-the-provider"


@dataclass(frozen=True)
class Account:
    """What the provider says of somebody."""

    sub: str
    name: str
    email: str


ANNE = Account("1001", "Anne Martin", "anne@example.org")
BRUNO = Account("1002", "Bruno Petit", "bruno@example.org")
CLARA = Account("1003", "Clara Roux", "clara@example.org")
ACCOUNTS = {account.sub: account for account in (ANNE, BRUNO, CLARA)}


@dataclass
class Provider:
    """The provider, listening as long as it is entered. Whoever comes chooses an account by its name.

    `age` makes its tokens that many seconds old.
    """

    age: int = 0
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    """What was asked for each code that can still be exchanged."""

    def __post_init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "only", "alg": "RS256", "use": "sig"})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"provider": self}))
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"

    def __enter__(self) -> Self:
        Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    @property
    def metadata_url(self) -> str:
        return f"{self.address}/.well-known/openid-configuration"

    def metadata(self) -> dict[str, Any]:
        places = {"authorization": "authorize", "token": "token", "end_session": "leave"}
        return {
            "issuer": self.address,
            "jwks_uri": f"{self.address}/keys",
            **{f"{name}_endpoint": f"{self.address}/{place}" for name, place in places.items()},
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def choice(self, asked: dict[str, str]) -> str:
        """The page on which an account is chosen."""
        links = []
        for account in ACCOUNTS.values():
            code = secrets.token_urlsafe()
            self.codes[code] = asked | {"sub": account.sub}
            back = f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"
            links.append(f'<a href="{back.replace("&", "&amp;")}">{account.name}</a>')
        return "<!doctype html><title>Provider</title>" + " ".join(links)

    def tokens(self, given: dict[str, str]) -> dict[str, Any]:
        """What a code is exchanged for, once, by whoever began."""
        asked = self.codes.pop(given["code"])
        proof = hashlib.sha256(given["code_verifier"].encode()).digest()
        assert asked["code_challenge"] == base64.urlsafe_b64encode(proof).decode().rstrip("=")
        account, moment = ACCOUNTS[asked["sub"]], int(time.time())
        claims = {
            "iss": self.address,
            "aud": CLIENT,
            "iat": moment - self.age,
            "exp": moment + 300,
            "nonce": asked["nonce"],
            "sub": account.sub,
            "name": account.name,
            "email": account.email,
        }
        token = jwt.encode({"alg": "RS256", "kid": "only"}, claims, self.key)
        return {"access_token": secrets.token_urlsafe(), "token_type": "Bearer", "id_token": token}


class _Handler(BaseHTTPRequestHandler):
    provider: Provider

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        match parts.path:
            case "/.well-known/openid-configuration":
                self._say(json.dumps(self.provider.metadata()))
            case "/keys":
                self._say(json.dumps({"keys": [self.provider.key.as_dict(private=False)]}))
            case "/authorize":
                self._say(self.provider.choice(asked), "text/html")
            case "/leave":
                self.send_response(302)
                self.send_header("Location", asked["post_logout_redirect_uri"])
                self.end_headers()
            case _:
                self.send_error(404)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        given = {name: values[0] for name, values in parse_qs(body).items()}
        self._say(json.dumps(self.provider.tokens(given)))

    def _say(self, text: str, kind: str = "application/json") -> None:
        data = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Nothing is noted."""
