"""The image, built from the real Dockerfile and run: by Docker where its daemon answers, else by Podman as root.

Where no registry can be reached either, Debian's own packages stand in for the base image (mmdebstrap): the steps are
the real ones, only the image's size then says nothing.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
IMAGE = "deskbell:proof"
BASE = re.findall(r"^ARG PYTHON=(\S+)$", (ROOT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)[0]
STAND_IN = ["mmdebstrap", "--quiet", "--variant=minbase", "--include=ca-certificates,python3,python3-venv", "bookworm"]
CERTIFICATES, PIP = Path("/etc/ssl/certs/ca-certificates.crt"), Path("/etc/pip.conf")
NO_ENGINE = "This proof needs Docker, or Podman with runc (and mmdebstrap where no registry can be reached)."

STORAGE = '[storage]\ndriver = "{1}"\ngraphroot = "{0}/{1}"\nrunroot = "{0}/run"\n'
# runc: crun refuses some kernels' mixture of control groups. The limits: what an unprivileged host may hand on.
CONTAINERS = """[engine]
cgroup_manager = "cgroupfs"
runtime = "runc"
events_logger = "file"
[containers]
default_ulimits = ["nofile=1024:20000", "nproc=4096:4096"]
"""


@dataclass(slots=True)
class Engine:
    """`docker` or `podman`: both understand the same words."""

    program: str
    environment: dict[str, str] = field(default_factory=dict)

    def __call__(self, *words: str, check: bool = True) -> str:
        """What it printed. Raises AssertionError with its complaint."""
        done = subprocess.run(
            [self.program, *words], env=os.environ | self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0 or not check, f"{self.program} {' '.join(words)}\n{done.stdout}\n{done.stderr}"
        return done.stdout.strip()

    def build(self) -> None:
        options = ["--network", "host"]
        if self.program == "podman":
            self._base()
            options += ["--isolation", "chroot", "--pull=never", "--format", "docker", "--layers=false"]
            mounted = [path for path in (CERTIFICATES, PIP) if path.is_file()]
            options += [word for path in mounted for word in ("-v", f"{path}:{path}:ro")]
        self("build", *options, "-t", IMAGE, str(ROOT))

    def _base(self) -> None:
        name = f"docker.io/library/{BASE}"
        if self("images", "--quiet", name) or self("pull", "--quiet", name, check=False):
            return
        archive = Path(self.environment["CONTAINERS_CONF"]).with_name("base.tar")
        if not archive.is_file():
            assert shutil.which("mmdebstrap"), NO_ENGINE
            subprocess.run([*STAND_IN, str(archive)], check=True)
        self("import", "--quiet", str(archive), name)

    def pid(self, container: str) -> int:
        """Of its first process, as this machine counts."""
        return int(self("inspect", "--format", "{{.State.Pid}}", container))

    def used(self, container: str) -> str:
        """Memory as the engine shows it, for example `53.0MB / 67.1MB`."""
        return self("stats", "--no-stream", "--format", "{{.MemUsage}}", container)

    def state(self, container: str) -> dict[str, object]:
        told: dict[str, object] = json.loads(self("inspect", "--format", "{{json .State}}", container))
        return told


def engine(cache: Path) -> Engine:
    """Raises AssertionError with what to install."""
    if subprocess.run(["docker", "info"], capture_output=True, check=False).returncode == 0:
        return Engine("docker")
    assert shutil.which("podman"), NO_ENGINE
    assert shutil.which("runc"), NO_ENGINE
    cache.mkdir(parents=True, exist_ok=True)
    storage, containers = cache / "storage.conf", cache / "containers.conf"
    containers.write_text(CONTAINERS, encoding="ascii")
    found = Engine("podman", {"CONTAINERS_STORAGE_CONF": str(storage), "CONTAINERS_CONF": str(containers)})
    for driver in ("overlay", "vfs"):  # vfs copies every layer, and works everywhere
        storage.write_text(STORAGE.format(cache, driver), encoding="ascii")
        if found("info", check=False):
            return found
    raise AssertionError(NO_ENGINE)


@contextmanager
def running(engine: Engine, *options: str) -> Iterator[str]:
    """A container of the image; its id. What it wrote is shown when the test fails."""
    container = engine("run", "--detach", *options, IMAGE)
    try:
        yield container
    finally:
        print(engine("logs", container))
        engine("rm", "--force", container)
