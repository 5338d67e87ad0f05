"""The real nginx with the configuration that is shipped, in front of a running product."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.servers import ROOT, free_port

DEPLOY = ROOT / "deploy"
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin")


@contextmanager
def in_front_of(port: int, export: Path, folder: Path) -> Iterator[str]:
    """Until the block ends; gives the address."""
    listen = free_port()
    given = {"port": str(port), "export": str(export), "listen": f"127.0.0.1:{listen}"}
    file = _configured(folder, {**given, "log": str(folder), "here": str(DEPLOY)})
    command = [str(NGINX), "-c", str(file), "-p", str(folder), "-e", str(folder / "start.log")]
    told = f"daemon off; pid {folder}/pid; user root;"
    with subprocess.Popen([*command, "-g", told]) as process:
        _wait_for(f"http://127.0.0.1:{listen}/")
        yield f"http://127.0.0.1:{listen}"
        process.terminate()


def _configured(folder: Path, given: dict[str, str]) -> Path:
    text = (DEPLOY / "nginx.conf").read_text()
    for name, value in given.items():
        text = text.replace(f"<{name}>", value)
    file = folder / "nginx.conf"
    file.write_text(text)
    return file


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            urlopen(url, timeout=5).close()
        except URLError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(url)
