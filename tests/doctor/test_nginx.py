"""Doctor looks for what nginx includes where nginx does, and says what it could not read."""

from pathlib import Path

import pytest

from selfhelp.doctor.proxy import check_proxy
from selfhelp.settings import Settings

MAIN = """http {
    access_log off;
    error_log /var/log/nginx/error.log crit;
    include sites/*;
    include extra/*.conf;
}
"""
SITE = """server {
    access_log off;
    error_log /dev/null;
    include %s;
    location / { proxy_pass http://127.0.0.1:8000; proxy_set_header X-Forwarded-For $remote_addr; }
}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """As Debian's /etc/nginx: what a site includes lies beside nginx.conf."""
    folder = tmp_path / "etc"
    for name in ("sites", "snippets", "extra"):
        (folder / name).mkdir(parents=True)
    (folder / "nginx.conf").write_text(MAIN)
    (folder / "snippets" / "log.conf").write_text("access_log /srv/seen;\n")
    (folder / "snippets" / "quiet.conf").write_text("access_log off;\n")
    return folder


def told(file: Path) -> list[tuple[str, str]]:
    return [(finding.level, finding.what.replace(str(file), "FILE")) for finding in check_proxy(Settings(), file)]


def site(folder: Path, include: str, name: str = "fotfeste") -> Path:
    file = folder / "sites" / name
    file.write_text(SITE % include)
    return file


@pytest.mark.parametrize("include", ["snippets/log.conf", "snippets/l*.conf", "'snippets/log.conf'"])
def test_what_a_site_includes_is_looked_for_beside_the_main_file(folder: Path, include: str) -> None:
    file = site(folder, include)
    assert told(file) == [("error", "proxy: FILE has an access log")]
    assert told(folder / "nginx.conf") == [("error", "proxy: FILE has an access log")]
    assert [level for level, _ in told(site(folder, "snippets/quiet.conf"))] == ["fine"]


def test_a_site_by_another_way_and_a_main_file_of_another_name_are_read_too(folder: Path, tmp_path: Path) -> None:
    enabled = tmp_path / "enabled"
    enabled.symlink_to(site(folder, "snippets/log.conf"))
    assert told(enabled) == [("error", "proxy: FILE has an access log")]
    main = (folder / "nginx.conf").rename(folder / "main.conf")
    assert told(main) == [("error", "proxy: FILE has an access log")]


@pytest.mark.parametrize(
    "include", ["/no/such/file.conf", "snippets/gone.conf", "gone/*.conf", "/no/such/*.conf", "fotfeste", "sites/self"]
)
def test_an_include_that_leads_to_nothing_is_not_passed_over(folder: Path, include: str) -> None:
    """Also one that includes itself, over and over."""
    file = site(folder, include, name="self")
    assert told(file)[0] == ("warning", f"proxy: {include}, which FILE includes, was not read")
    assert "fine" not in [level for level, _ in told(file)]


def test_a_folder_in_which_there_is_nothing_to_include_was_looked_through(folder: Path) -> None:
    """nginx takes nothing from it either."""
    assert [level for level, _ in told(site(folder, "extra/*.conf"))] == ["fine"]
