"""Examples that can't run here: their versions, options and structure held against the program itself."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
DNS = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")


def _options() -> set[str]:
    """Every variable that `workbook serve` reads."""
    source = (ROOT / "workbook" / "host_commands.py").read_text() + (ROOT / "workbook" / "cli.py").read_text()
    return set(re.findall(r'envvar="(WORKBOOK_\w+)"', source))


@pytest.mark.parametrize("name", ["workbook.service", "workbook.env", "Containerfile", "kubernetes.yaml"])
def test_every_variable_is_one_that_is_read(name: str) -> None:
    """Protects: an example sets nothing that the program does not know."""
    used = set(re.findall(r"\b(WORKBOOK_[A-Z_]+)\b", (DEPLOY / name).read_text()))
    assert used
    assert used <= _options()


def test_the_container_s_python_and_version() -> None:
    """Protects: the container has a Python that is supported, and the manifests the version that is here."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    content = (DEPLOY / "Containerfile").read_text()
    lowest = project["requires-python"].removeprefix(">=")
    assert set(re.findall(r"python:(\d+\.\d+)-slim", content)) == {lowest}
    assert f"image: workbook:{project['version']}" in (DEPLOY / "kubernetes.yaml").read_text()
    for copied in re.findall(r"^COPY (?!--)(.+) \S+$", content, re.MULTILINE):
        for each in copied.split():
            assert (ROOT / each).exists(), each
    extras = re.search(r"'\.\[(.+?)\]'", content)
    assert extras
    assert extras.group(1) in project["optional-dependencies"]


def test_the_unit() -> None:
    """Protects: systemd itself finds nothing wrong with the unit."""
    if not shutil.which("systemd-analyze"):
        pytest.skip("no systemd-analyze here")
    ran = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(DEPLOY / "workbook.service")],
        capture_output=True,
        text=True,
    )
    complaints = [line for line in ran.stderr.splitlines() if "workbook.service" in line]
    # The program is not installed at that place where this test runs.
    assert not [line for line in complaints if "/opt/workbook/bin/workbook" not in line], ran.stderr


def _manifests() -> dict[str, dict[str, Any]]:
    found = list(yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text()))
    return {each["kind"]: each for each in found}


def test_the_manifests_fit_together() -> None:
    """Protects: kinds, versions, names, labels, ports and volumes of the manifests refer to each other."""
    made = _manifests()
    assert {kind: each["apiVersion"] for kind, each in made.items()} == {
        "Deployment": "apps/v1",
        "Service": "v1",
        "Ingress": "networking.k8s.io/v1",
        "NetworkPolicy": "networking.k8s.io/v1",
        "PodDisruptionBudget": "policy/v1",
    }
    assert all(DNS.fullmatch(each["metadata"]["name"]) for each in made.values())
    spec = made["Deployment"]["spec"]
    pod = spec["template"]["spec"]
    labels = spec["template"]["metadata"]["labels"]
    assert spec["selector"]["matchLabels"].items() <= labels.items()
    assert made["Service"]["spec"]["selector"].items() <= labels.items()
    assert made["NetworkPolicy"]["spec"]["podSelector"]["matchLabels"].items() <= labels.items()
    assert made["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"].items() <= labels.items()
    (container,) = pod["containers"]
    volumes = {each["name"] for each in pod["volumes"]}
    assert {each["name"] for each in container["volumeMounts"]} == volumes
    ports = {each["name"]: each["containerPort"] for each in container["ports"]}
    assert made["Service"]["spec"]["ports"][0]["targetPort"] in ports
    backend = made["Ingress"]["spec"]["rules"][0]["http"]["paths"][0]["backend"]["service"]
    assert backend["name"] == made["Service"]["metadata"]["name"]
    assert backend["port"]["name"] == made["Service"]["spec"]["ports"][0]["name"]


def test_the_manifests_give_least_privilege() -> None:
    """Protects: no root, no service account, no writable root, no capability; the probes ask what is answered."""
    pod = _manifests()["Deployment"]["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    assert pod["automountServiceAccountToken"] is False
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert container["readinessProbe"]["httpGet"]["path"] == "/healthz"
    assert pod["terminationGracePeriodSeconds"] >= 20
    written = {each["mountPath"] for each in container["volumeMounts"] if not each.get("readOnly")}
    assert written == {"/data", "/tmp"}  # noqa: S108 - the pod's own


def test_the_memory_of_a_pod_carries_its_pages() -> None:
    """Protects: the limit follows from the pages a pod may have open and the measured cost of one."""
    from workbook.server.admission import BYTES_A_PAGE

    (container,) = _manifests()["Deployment"]["spec"]["template"]["spec"]["containers"]
    pages = next(int(each["value"]) for each in container["env"] if each["name"] == "WORKBOOK_MOST_PAGES")
    limit = int(container["resources"]["limits"]["memory"].removesuffix("Gi")) << 30
    assert limit >= pages * BYTES_A_PAGE + (512 << 20)
