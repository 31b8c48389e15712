"""Signing in at a JupyterHub, for an organisation with accounts: the hub says who it is, once.

A workbook there opens by its owner's name instead of a link: its secret is made from the server's own and
that name. So whoever has the server's secret can open it, which a link never allows; docs/host.md says so
to the host, and the page before signing in to the manager.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import logging
import secrets
from http.cookies import Morsel
from typing import Any, Final
from urllib.parse import urlencode

from tornado.web import HTTPError

from workbook.server.answers import Answering
from workbook.server.frame import FIRST_PAGE, preferred_language
from workbook.server.guests import Guests
from workbook.store.sealing import derive

log: Final = logging.getLogger("workbook.server")

_SECONDS: Final = 10 * 60


def secret_of(key: str, name: str) -> str:
    """The secret of the workbook that belongs to an account."""
    made = derive(key, f"hub/{name}")
    return base64.urlsafe_b64encode(made).rstrip(b"=").decode()


class _AtTheHub(Answering):
    """What both addresses have in common."""

    def prepare(self) -> Any:
        """Nothing here is kept by anybody."""
        super().prepare()
        self.set_header("Cache-Control", "no-store")
        if not self.guests.hosting.hub:
            raise HTTPError(404)

    @property
    def guests(self) -> Guests:
        """The server's guests."""
        guests: Guests = self.settings["workbook_guests"]
        return guests

    @property
    def hub(self) -> Any:
        """JupyterHub's own client, set up by the variables the hub gives its services."""
        from jupyterhub.services.auth import HubOAuth

        made = self.settings.get("workbook_hub")
        if made is None:
            made = HubOAuth(oauth_redirect_uri=self._back)
            self.settings["workbook_hub"] = made
        return made

    @property
    def _back(self) -> str:
        return f"{self.guests.hosting.address}/oauth_callback"

    @property
    def _cookie(self) -> str:
        return "__Host-workbook-hub" if self.guests.hosting.secure else "workbook-hub"

    def keep(self, value: str, seconds: int) -> None:
        """Let the browser keep what it has to bring back from the hub."""
        morsel: Morsel[str] = Morsel()
        morsel.set(self._cookie, value, value)
        morsel["path"] = "/"
        morsel["httponly"] = True
        morsel["samesite"] = "Lax"
        morsel["max-age"] = seconds
        if self.guests.hosting.secure:
            morsel["secure"] = True
        self.add_header("Set-Cookie", morsel.OutputString())


class HubHandler(_AtTheHub):
    """`/hub`: on to the hub, to sign in."""

    def get(self) -> None:
        """302, with a state and a verifier that only this browser can bring back."""
        state, verifier = secrets.token_urlsafe(24), secrets.token_urlsafe(48)
        self.keep(f"{state}.{verifier}", _SECONDS)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        asked = {
            "client_id": self.hub.oauth_client_id,
            "redirect_uri": self._back,
            "response_type": "code",
            "state": state,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        self.redirect(f"{self.hub.oauth_authorization_url}?{urlencode(asked)}")


class BackHandler(_AtTheHub):
    """`/oauth_callback`: back from the hub."""

    async def get(self) -> None:
        """303 to the first page with the workbook's cookie; 403 for what this browser did not begin."""
        state, _, verifier = (self.get_cookie(self._cookie) or "").partition(".")
        self.keep("", 0)
        sent, code = self.get_argument("state", ""), self.get_argument("code", "")
        if not state or not code or not hmac.compare_digest(state.encode(), sent.encode()):
            raise HTTPError(403)
        try:
            token = await self.hub.token_for_code(code, code_verifier=verifier, sync=False)
            user = await self.hub.user_for_token(token, use_cache=False, sync=False)
        except HTTPError as error:
            log.warning("the hub did not vouch for a visitor: %d", error.status_code)
            raise HTTPError(403) from None
        if not user or not self.hub.check_scopes(self.hub.access_scopes, user):
            raise HTTPError(403)
        secret = secret_of(self.guests.hosting.keys[-1], user["name"])
        self.add_header("Set-Cookie", self.guests.links.cookies(secret))
        language = preferred_language(self.request.headers.get("Accept-Language", ""))
        self.redirect(f"/{language}/{FIRST_PAGE}", status=303)


HANDLERS: Final[list[Any]] = [(r"/hub", HubHandler), (r"/oauth_callback", BackHandler)]
