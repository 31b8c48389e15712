"""The seal: what the host of the database can and can't do with what is stored."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.store.sealing import (
    SHORTEST_SECRET,
    SMALLEST_BUCKET,
    SealBroken,
    bucket,
    derive,
    new_secret,
    seal,
    unseal,
)

EARLIER = "0123456789abcdefghijkl"
FOUND_BY = "78d68c1b9ff5efd776c3ec2679d126953f0d7398f98d4de06b0d8b1d86a98815"
SEALED = (
    "01580da34849a82c27af59aefeba247e1cee8f294d9bf93342766cb837435dff6d7a57cafe15e19b"
    "56b7b6c678143d270c11baa407322b5f81d3e7f900"
)

KEY = derive("a secret that only this test has", "document")


@given(plain=st.binary(max_size=300), about=st.binary(max_size=40), spare=st.integers(0, 300))
def test_what_is_sealed_is_given_back(plain: bytes, about: bytes, spare: int) -> None:
    """A document comes back byte for byte, trailing zeros included, however it was filled up."""
    sealed = seal(KEY, plain, about=about, size=len(plain) + 8 + spare)
    assert unseal(KEY, sealed, about=about) == plain


@given(where=st.integers(0), flip=st.integers(1, 255))
def test_a_changed_byte_is_noticed(where: int, flip: int) -> None:
    """Nobody can change a stored workbook, not by one bit, without being found out."""
    sealed = bytearray(seal(KEY, b"I pass on the target", about=b"here", size=64))
    sealed[where % len(sealed)] ^= flip
    with pytest.raises(SealBroken):
        unseal(KEY, bytes(sealed), about=b"here")


@given(st.binary(max_size=200))
def test_garbage_is_refused_as_broken(garbage: bytes) -> None:
    """Whatever stands in a row, reading it ends in the one error that callers expect."""
    with pytest.raises(SealBroken):
        unseal(KEY, garbage, about=b"here")


def test_a_seal_holds_for_one_place_and_one_key() -> None:
    """A row can't be put in another's place, nor be opened with another secret."""
    sealed = seal(KEY, b"mine", about=b"here", size=64)
    with pytest.raises(SealBroken):
        unseal(KEY, sealed, about=b"there")
    with pytest.raises(SealBroken):
        unseal(derive("another secret altogether", "document"), sealed, about=b"here")


def test_the_same_document_never_looks_the_same() -> None:
    """The host can't see whether a workbook was put back to what it was."""
    assert seal(KEY, b"same", about=b"", size=64) != seal(KEY, b"same", about=b"", size=64)


def test_lengths_fall_into_few_buckets() -> None:
    """The length of what is stored doesn't tell whether there is a reflection in it, or how long."""
    assert bucket(0) == bucket(9_000) == bucket(SMALLEST_BUCKET - 8) == SMALLEST_BUCKET
    assert len({bucket(length) for length in range(0, 1_000_000, 997)}) == 7
    assert all(bucket(length) >= length + 8 for length in range(0, 200_000, 331))


def test_a_secret_is_long_and_each_is_new() -> None:
    """Guessing a link is hopeless: 256 random bits, in characters that need no escaping."""
    made = {new_secret() for _ in range(100)}
    assert len(made) == 100
    assert all(len(secret) == 43 > SHORTEST_SECRET for secret in made)
    assert all(secret.replace("-", "").replace("_", "").isalnum() for secret in made)


def test_purposes_have_keys_of_their_own() -> None:
    """The hash a row is found by, which the host sees, tells nothing about the key that opens it."""
    purposes = ("found by", "document", "vault", "vault key")
    assert len({derive("one secret for all of these", purpose) for purpose in purposes}) == 4


def test_keys_and_form_stay_what_they_were() -> None:
    """Workbooks sealed by an earlier version stay readable: neither keys nor form may drift."""
    assert derive(EARLIER, "found by").hex() == FOUND_BY
    sealed = bytes.fromhex(SEALED)
    assert unseal(derive(EARLIER, "document"), sealed, about=b"about") == b'{"answers":{}}'
