"""A server for others behind a real proxy."""

from __future__ import annotations

from helpers.behind import browser_at, kernels_of, public, public_options, secret_file, widgets

__all__ = ["browser_at", "kernels_of", "public", "public_options", "secret_file", "widgets"]
