"""`selfhelp verify URL`: a running site against the manifest of its release, byte for byte. For anybody, anywhere."""

import argparse
import sys
from pathlib import Path
from typing import Any, Final

from selfhelp.settings import Settings
from selfhelp.settings.forms import is_origin

LIMITS: Final = """
What this cannot see: a server can give this command the right files and somebody else wrong ones, or right ones now and
wrong ones in an hour. So run it from several places, on several days, and from where nobody expects it. It sees what is
handed out, not what the server does with what it is sent: that nothing readable is sent is in the files themselves."""


def add(commands: Any) -> None:
    """`verify` on the command line; `commands` is argparse's group of them."""
    verify = commands.add_parser("verify", help="a running site against the release it should be")
    verify.add_argument("url", help="its address: https://name")
    verify.add_argument(
        "--manifest",
        type=Path,
        metavar="FILE",
        help="manifest.json of the release (default: what this machine's own selfhelp hands out)",
    )


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Prints what was found; 0 nothing differs, 1 something does, 2 it could not be compared."""
    # Imported here: the command line reads this file at every start.
    from selfhelp.admin.differences import compare
    from selfhelp.admin.release import NotThere, made_from, read
    from selfhelp.admin.site_client import Unreachable, Visit
    from selfhelp.modules.bundles import BrokenPack

    if not is_origin(options.url):
        print(f"{options.url} is no address of a site: https://name, without a path.", file=sys.stderr)
        return 2
    try:
        manifest = read(options.manifest) if options.manifest else made_from(settings.pwa, settings.content)
        findings = compare(Visit(options.url), manifest)
    except BrokenPack:
        print("The content pack of this machine has mistakes. Give --manifest FILE.", file=sys.stderr)
        return 2
    except NotThere as error:
        print(f"{error} Give --manifest FILE: the manifest.json of a release.", file=sys.stderr)
        return 2
    except Unreachable as error:
        print(f"{options.url} cannot be compared: {error}.", file=sys.stderr)
        return 2
    commit = f", commit {manifest.commit[:12]}" if manifest.commit else ""
    whose = options.manifest or "what this machine's own selfhelp hands out"
    print(f"{options.url}, held against {whose}: version {manifest.version}, build {manifest.build}{commit}")
    print("\n".join(map(str, findings)))
    print(LIMITS)
    return int(any(finding.level == "error" for finding in findings))
