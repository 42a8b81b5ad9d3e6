"""`selfhelp verify URL`: compare a running site byte for byte with its release. Anybody can run it, anywhere."""

import sys
from pathlib import Path
from typing import Final

from selfhelp.admin.site_client import Unreachable, Visit
from selfhelp.admin.verify.differences import compare
from selfhelp.admin.verify.manifest import NotThere, made_from, read_manifest
from selfhelp.modules.bundles import BrokenPack
from selfhelp.settings import Settings
from selfhelp.settings.fields import is_origin

LIMITS: Final = """
What this cannot see: a server can give this command the right files and someone else wrong ones, or right ones now and
wrong ones in an hour. So run it from several places, on several days, and from where nobody expects it. It sees what is
handed out, not what the server does with what it is sent: that nothing readable is sent is in the files themselves."""


def verify(settings: Settings, url: str, release: Path | None) -> int:
    """Print what was found; return 0 if nothing differs, 1 if something does, 2 if it could not be compared."""
    if not is_origin(url):
        print(f"{url} is no address of a site: https://name, without a path.", file=sys.stderr)
        return 2
    try:
        manifest = read_manifest(release) if release else made_from(settings.pwa, settings.content)
        findings = compare(Visit(url), manifest)
    except BrokenPack:
        print("The content pack of this machine has mistakes. Give --manifest FILE.", file=sys.stderr)
        return 2
    except NotThere as error:
        print(f"{error} Give --manifest FILE: the manifest.json of a release.", file=sys.stderr)
        return 2
    except Unreachable as error:
        print(f"{url} cannot be compared: {error}.", file=sys.stderr)
        return 2
    commit = f", commit {manifest.commit[:12]}" if manifest.commit else ""
    whose = release or "what this machine's own selfhelp hands out"
    print(f"{url}, compared with {whose}: version {manifest.version}, build {manifest.build}{commit}")
    print("\n".join(map(str, findings)))
    print(LIMITS)
    return int(any(finding.level == "error" for finding in findings))
