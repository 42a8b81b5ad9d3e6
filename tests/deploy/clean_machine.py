"""docs/operating.md on a clean machine: `python -m tests.deploy.clean_machine RELEASE`, as root, over the network.

A fresh Debian is made in a folder (debootstrap) and every command of the page for root and for the app's user is run in
it as it stands, packages and all. There is no systemd in a folder, so what it does for our units is played; names, the
firewall and the site's own address are left out. What was left out is printed at the end.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from tests.deploy.image import fresh_debian, inside
from tests.test_operating_guide import GONE, PAGE_FILE, ROOTS, SELFHELP, Block, blocks

LEFT_OUT: Final = r"(getent|ip|ufw|timedatectl|journalctl|df|du|systemctl restart caddy)( |$)|curl .*https:"

PLAYED: Final = r"""
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive
apt-get() { command apt-get --yes --quiet --quiet "$@"; }
started() { sed -n 's/^ExecStart=//p' "/etc/systemd/system/$1.service"; }
AS='setpriv --reuid=selfhelp --regid=selfhelp --init-groups --reset-env'
start() {
  (cd /var/lib/selfhelp && exec $AS $(started selfhelp)) &
  server=$!
  for _ in $(seq 100); do curl --silent --fail http://127.0.0.1:8000/health >/dev/null && return; sleep 0.3; done
  exit 1
}
stop() { kill "$server" 2>/dev/null && wait "$server" || true; }
systemctl() {
  case "$*" in
    daemon-reload) ;;
    'start selfhelp-backup') su - selfhelp --command "$(started selfhelp-backup)" ;;
    'enable --now selfhelp'* | 'start selfhelp') start ;;
    'stop selfhelp') stop ;;
    'restart selfhelp') stop; start ;;
    *) echo "nobody plays: systemctl $*"; exit 1 ;;
  esac
}
"""


def played(found: list[Block]) -> tuple[str, list[str]]:
    """One script of what is run, and the lines that are left out."""
    script, left = [PLAYED], []
    for block in found:
        if block.who not in (ROOTS, SELFHELP):
            left += block.commands
            continue
        lines = [line for line in block.commands if not re.match(LEFT_OUT, line)]
        left += [line for line in block.commands if line not in lines]
        if block.heading == GONE:
            script.append("if [ -d /var/lib/selfhelp/data ]; then stop; rm -r /var/lib/selfhelp/data; fi")
        for line in lines:
            words = line.replace("BACKUP", "$(ls /var/backups/selfhelp | tail -n 1)").replace(
                "YOUR_NAME", "fotfeste.test"
            )
            words = words.replace("/KEY", "/vapid.pem")
            script.append(f"echo {chr(39)}$ {line.replace(chr(39), '')}{chr(39)}")
            if block.who == SELFHELP:
                may_find = " || true" if "selfhelp doctor" in line else ""
                words = f"su - selfhelp <<'AS'\nset -e\n{words}{may_find}\nAS"
            elif words.startswith("cd "):
                words = f"({words})"
            script.append(words)
    script.append("stop")
    return "\n".join(script), left


def main(release: Path) -> int:
    """The exit status of the script."""
    script, left = played(blocks())
    with tempfile.TemporaryDirectory(prefix="clean-") as name:
        root = fresh_debian(Path(name))
        subprocess.run(["cp", "--recursive", str(release), str(root / "srv" / "release")], check=True)
        # Packages start nothing in a folder.
        (root / "usr/sbin/policy-rc.d").write_text("#!/bin/sh\nexit 101\n")
        (root / "usr/sbin/policy-rc.d").chmod(0o755)
        (root / "script").write_text(script, encoding="utf-8")
        status = subprocess.run(inside(root, ["/bin/bash", "/script"]), check=False).returncode
    print(f"\n{PAGE_FILE.name} ended with {status}. Left out:", *left, sep="\n  ")
    return status


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
