from pathlib import Path

import pytest

from tests.modules.small_pack import Author


@pytest.fixture
def author(tmp_path: Path) -> Author:
    """An author in front of a small pack without a mistake."""
    return Author(tmp_path / "content")
