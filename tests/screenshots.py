"""Pictures of the page as `make run` serves it. Run as `python -m tests.screenshots FOLDER`."""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.servers import ROOT, Server


def main(folder: str) -> None:
    with tempfile.TemporaryDirectory() as own, Server(Path(own)) as server:
        script = ROOT / "tests" / "journeys" / "screenshots.py"
        subprocess.run([sys.executable, str(script), server.url, folder], check=True)


if __name__ == "__main__":
    main(sys.argv[1])
