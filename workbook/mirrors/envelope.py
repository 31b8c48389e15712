"""Envelopes: an answer sealed to a round's public key, always of one size.

X25519 between a key pair made for this one envelope and the round's own (RFC 7748), HKDF-SHA256 over
both public halves, AES-256-GCM. Who writes an envelope can't open it again; nor can the server that
keeps it. Every envelope is as long as the next, so its length tells nothing.
"""

from __future__ import annotations

from typing import Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from workbook.mirrors.records import Given
from workbook.store.sealing import SealBroken, seal, unseal

_FILLED: Final = 2048
_PUBLIC: Final = 32
SIZE: Final = _PUBLIC + 1 + 12 + _FILLED + 16
"""Bytes of every envelope: public half, form, nonce, filled-up answer, tag."""


def new_key() -> tuple[bytes, bytes]:
    """A new key pair for a round: the private half, and the public one."""
    made = X25519PrivateKey.generate()
    private = made.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    return private, made.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def close(given: Given, public: bytes) -> bytes:
    """The answers in an envelope that only the round's private half opens."""
    own = X25519PrivateKey.generate()
    half = own.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    key = _key(own.exchange(X25519PublicKey.from_public_bytes(public)), half, public)
    return half + seal(key, msgspec.json.encode(given), about=half + public, size=_FILLED)


def open_envelope(envelope: bytes, private: bytes) -> Given | None:
    """The answers in an envelope, None where it holds none that this key opens."""
    own = X25519PrivateKey.from_private_bytes(private)
    public = own.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    half = envelope[:_PUBLIC]
    try:
        key = _key(own.exchange(X25519PublicKey.from_public_bytes(half)), half, public)
        return msgspec.json.decode(unseal(key, envelope[_PUBLIC:], about=half + public), type=Given)
    except (SealBroken, InvalidTag, ValueError, msgspec.MsgspecError):
        return None


def _key(shared: bytes, half: bytes, public: bytes) -> bytes:
    info = b"gewetensvragen/1/envelope" + half + public
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(shared)
