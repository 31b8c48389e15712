"""Figures for Prometheus: visitors, kernels, queue, time until a page can be used, what failed.

Nothing here tells one visitor from another. They stand on a port of the loopback of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from workbook.server.answers import Answering, is_told
from workbook.store.handover import PAGE_ERROR

_STEPS: Final = (0.25, 0.5, 1, 2, 3, 5, 10, 20, 30, 60)
_KINDS: Final = frozenset(
    {
        "Full", "Gone", "Locked", "Newer", "NoWorkbook", "NotWiped", "NotWritable", "StoreError", "TooLarge",
        "Unreadable", "WrongAddress",
    }
)  # fmt: skip

Reading = Callable[[], float]


class Metrics:
    """The figures of one server. `gauges` and `totals` are read when somebody asks: a name, what it
    says, and how it is read."""

    def __init__(
        self, gauges: Mapping[str, tuple[str, Reading]], totals: Mapping[str, tuple[str, Reading]]
    ) -> None:
        self._registry = CollectorRegistry()
        self._registry.register(_Read(gauges, totals))
        self._pages = Histogram(
            "workbook_page_seconds",
            "Seconds from asking for a page until its last part was sent",
            buckets=_STEPS,
            registry=self._registry,
        )
        self._answers = Counter(
            "workbook_answers",
            "Answers by kind of address and status",
            ("kind", "status"),
            registry=self._registry,
        )
        self._failures = Counter(
            "workbook_store_errors", "Failures of the store", ("kind",), registry=self._registry
        )
        self._page_errors = Counter(
            "workbook_page_errors",
            "Parts of pages that broke: our mistakes, each with a line in the log",
            registry=self._registry,
        )

    def failed(self, kind: str) -> None:
        """The store failed, or a page did; kinds we don't know count as one."""
        if kind == PAGE_ERROR:
            self._page_errors.inc()
            return
        self._failures.labels(kind if kind in _KINDS else "other").inc()

    def answered(self, handler: Any) -> None:
        """An answer went out; those of respondents are not counted, for whoever reads a count often knows when
        it grew."""
        if not is_told(handler):
            return
        news = getattr(handler, "is_news", False)
        kind = "news" if news else type(handler).__name__.removesuffix("Handler").lower()
        status = handler.get_status()
        self._answers.labels(kind, f"{status // 100}xx").inc()
        if kind == "page" and status == 200 and handler.request.method == "GET":
            self._pages.observe(handler.request.request_time())

    def text(self) -> bytes:
        """In Prometheus' text format."""
        return generate_latest(self._registry)


class _Read(Collector):
    def __init__(
        self, gauges: Mapping[str, tuple[str, Reading]], totals: Mapping[str, tuple[str, Reading]]
    ) -> None:
        self._gauges, self._totals = gauges, totals

    def collect(self) -> Iterator[Metric]:
        for name, (told, read) in self._gauges.items():
            yield GaugeMetricFamily(f"workbook_{name}", told, value=read())
        for name, (told, read) in self._totals.items():
            yield CounterMetricFamily(f"workbook_{name}", told, value=read())


class MetricsHandler(Answering):
    """`/metrics`."""

    def get(self) -> None:
        """The figures."""
        metrics: Metrics = self.settings["workbook_metrics"]
        self.set_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish(metrics.text())
