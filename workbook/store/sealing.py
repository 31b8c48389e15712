"""Sealing: what leaves this process is readable only with the secret in the manager's link.

Every key comes from that secret by HKDF-SHA256 (RFC 5869), with another `info` for each purpose, so
that the hash a row is found by tells nothing about the key that opens it. The secret is random and
long, so no password stretching is needed. The cipher is AES-256-GCM (NIST SP 800-38D) with a random
96-bit nonce: each workbook has its own key, and the 2^32 messages that such a nonce is good for are
out of reach of a person's journal.
"""

from __future__ import annotations

import os
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_FORM = b"\x01"
_NONCE = 12
_TAG = 16
_LENGTH = 8
_SECRET_BYTES = 32
SHORTEST_SECRET = 22
"""Characters of base64url that hold 128 random bits."""

SMALLEST_BUCKET = 16 * 1024
"""Bytes; a workbook with three answers and one with a page of text look alike."""


class SealBroken(ValueError):
    """What was given is not what was sealed: another key, another place, or changed bytes."""


def new_secret() -> str:
    """A new secret of 256 random bits, fit to stand in a link."""
    return secrets.token_urlsafe(_SECRET_BYTES)


def derive(secret: str, purpose: str) -> bytes:
    """The 32 bytes that belong to a secret for one purpose; nothing leads back or across."""
    info = f"gewetensvragen/1/{purpose}".encode()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(secret.encode())


def bucket(length: int, *, smallest: int = SMALLEST_BUCKET) -> int:
    """Bytes to fill up to: the next power of two, so that a sealed length tells next to nothing."""
    needed = length + _LENGTH
    return max(smallest, 1 << (needed - 1).bit_length())


def seal(key: bytes, plain: bytes, *, about: bytes, size: int) -> bytes:
    """`plain` filled up to `size` bytes and sealed, bound to `about`: form, nonce, cipher text, tag.

    `about` is not stored; who unseals must bring the same, so that what was sealed for one place
    can't be put in another.
    """
    if size < len(plain) + _LENGTH:
        raise ValueError("no room to fill up to")
    filled = len(plain).to_bytes(_LENGTH, "big") + plain
    filled += bytes(size - len(filled))
    nonce = os.urandom(_NONCE)
    return _FORM + nonce + AESGCM(key).encrypt(nonce, filled, _FORM + about)


def unseal(key: bytes, sealed: bytes, *, about: bytes) -> bytes:
    """What was sealed. Raises `SealBroken` for anything else, telling nothing of why."""
    start = len(_FORM) + _NONCE
    if sealed[: len(_FORM)] != _FORM or len(sealed) < start + _LENGTH + _TAG:
        raise SealBroken
    try:
        filled = AESGCM(key).decrypt(sealed[len(_FORM) : start], sealed[start:], _FORM + about)
    except InvalidTag:
        raise SealBroken from None
    length = int.from_bytes(filled[:_LENGTH], "big")
    return filled[_LENGTH : _LENGTH + length]
