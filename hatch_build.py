"""What goes into the wheel beside the code: the built app and the content pack. A checkout uses its own folders."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ShippedFolders(BuildHookInterface):  # type: ignore[type-arg]
    """Adds `pwa/dist` as `selfhelp/pwa` and `content` as `selfhelp/content`, to a real wheel only."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling; `version` is `editable` for a development install."""
        if version == "editable":
            return
        if not Path(self.root, "pwa/dist/index.html").is_file():
            raise FileNotFoundError("The app is not built: run `make run` or `make .make/pwa` first.")
        build_data["force_include"] |= {"pwa/dist": "selfhelp/pwa", "content": "selfhelp/content"}
