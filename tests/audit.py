"""Whether a vulnerability is known of any package that everything is tested with, by pip-audit: `make audit`.

What it cannot reach it cannot know: then that is said, and the sums in hashes.txt are what there is.
"""

import json
import subprocess
import sys
from typing import Any

from tests.conftest import ROOT

HASHES = ROOT / "hashes.txt"
COMMAND = (
    sys.executable, "-m", "pip_audit", "--requirement", str(HASHES), "--require-hashes", "--disable-pip",
    "--format", "json", "--progress-spinner", "off", "--timeout", "15",
)  # fmt: skip


def told(answer: str) -> tuple[int, str]:
    """The exit status, and what there is to say, of what pip-audit printed: nothing where it reached nothing."""
    packages: list[dict[str, Any]] = json.loads(answer)["dependencies"] if answer.strip() else []
    known = [package for package in packages if "skip_reason" not in package]
    faults = [
        f"{package['name']} {package['version']}: {fault['id']}, mended in {', '.join(fault['fix_versions']) or 'none'}"
        for package in known
        for fault in package["vulns"]
    ]
    if not known:
        return 0, "Vulnerabilities of packages cannot be asked for from here: hashes.txt is all there is."
    asked = f"{len(known)} of {len(packages)} packages were asked for: "
    return (1, "\n".join([f"{asked}vulnerabilities are known.", *faults])) if faults else (0, f"{asked}none is known.")


def main() -> int:
    done = subprocess.run(COMMAND, capture_output=True, text=True, check=False)
    status, said = told(done.stdout)
    print(said if done.stdout.strip() else "\n".join([said, *done.stderr.splitlines()[-1:]]))
    return status


if __name__ == "__main__":
    sys.exit(main())
