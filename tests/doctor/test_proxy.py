"""Doctor reads the reverse proxy's configuration: what would write down who was here."""

from pathlib import Path

import pytest

from selfhelp.doctor.proxy import check_proxy
from selfhelp.finding import Finding
from selfhelp.settings import Settings
from tests.deploy import caddy

pytestmark = pytest.mark.slow

SETTINGS = Settings(metrics_port=9100)
SHIPPED = caddy.CADDYFILE.read_text(encoding="utf-8")
NGINX = """
# access_log /var/log/nginx/access.log;
events {}
http {
    access_log off;
    error_log /var/log/nginx/error.log crit;
    include sites/*.conf;
}
"""
SITE = """
server {
    listen 443 ssl;
    location / {
        proxy_pass http://127.0.0.1:8000;
        proxy_set_header X-Forwarded-For $remote_addr;
    }
}
"""


@pytest.fixture(autouse=True)
def with_caddy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{Path(caddy.program()).parent}:/usr/bin:/bin")


def told(file: Path) -> list[Finding]:
    return list(check_proxy(SETTINGS, file))


def levels(file: Path) -> list[str]:
    return [finding.level for finding in told(file)]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("\trequest_body {", "\tlog\n\trequest_body {", "has an access log"),
        ("\trequest_body {", "\tlog {\n\t\toutput file /tmp/seen\n\t}\n\trequest_body {", "has an access log"),
        ("\t\texclude http\n", "", "of faults"),
        ("\tadmin off", "\tlog mine {\n\t\toutput file /tmp/mine\n\t}\n\tadmin off", "of faults"),
        ("\tadmin off", "\tlog mine {\n\t\tinclude http.log\n\t}\n\tadmin off", "of faults"),
        ("127.0.0.1:8000", "127.0.0.1:9100", "metrics_port"),
        ("\tadmin off", "\tdebug\n\tadmin off", "debugging"),
        ("\tadmin off", "\tlog mine {\n\t\tinclude tls\n\t\tlevel debug\n\t}\n\tadmin off", "debugging"),
    ],
)
def test_what_a_caddyfile_switches_on_is_told(tmp_path: Path, old: str, new: str, says: str) -> None:
    file = tmp_path / "Caddyfile"
    file.write_text(SHIPPED)
    assert levels(file) == ["fine"]
    assert old in SHIPPED
    file.write_text(SHIPPED.replace(old, new))
    assert ("error", True) in [(finding.level, says in finding.what) for finding in told(file)]


@pytest.mark.parametrize("logger", ["output discard", "include tls"])
def test_a_log_of_caddy_that_holds_no_visitor_is_fine(tmp_path: Path, logger: str) -> None:
    file = tmp_path / "Caddyfile"
    file.write_text(SHIPPED.replace("\tadmin off", f"\tlog mine {{\n\t\t{logger}\n\t}}\n\tadmin off"))
    assert levels(file) == ["fine"]


@pytest.mark.parametrize(
    ("old", "new", "level", "says"),
    [
        ("access_log off;", "access_log /var/log/nginx/access.log combined;", "error", "has an access log"),
        ("    access_log off;", "", "error", "has an access log"),
        ("listen 443 ssl;", "listen 443 ssl; access_log /srv/seen;", "error", "has an access log"),
        (" crit;", ";", "error", "of faults"),
        (" crit;", " warn;", "error", "of faults"),
        ("    error_log /var/log/nginx/error.log crit;", "", "error", "of faults"),
        ("        proxy_set_header X-Forwarded-For $remote_addr;", "", "warning", "who asks"),
        (":8000;", ":9100;", "error", "metrics_port"),
    ],
)
def test_what_nginx_switches_on_is_told_in_included_files_too(
    tmp_path: Path, old: str, new: str, level: str, says: str
) -> None:
    file, site = tmp_path / "nginx.conf", tmp_path / "sites" / "fotfeste.conf"
    site.parent.mkdir()
    file.write_text(NGINX)
    site.write_text(SITE)
    assert levels(file) == ["fine"]
    assert (old in NGINX) != (old in SITE)
    file.write_text(NGINX.replace(old, new))
    site.write_text(SITE.replace(old, new))
    assert [(finding.level, says in finding.what) for finding in told(file)] == [(level, True)]


QUIET, CRIT = "access_log off;", "error_log /var/log/nginx/error.log crit;"


@pytest.mark.parametrize(
    ("http", "plain", "secure", "found"),
    [
        (QUIET, "", "", []),
        ("", QUIET, QUIET, []),
        ("", QUIET, "", ["has an access log in server fotfeste.no"]),
        ("", "", QUIET, ["has an access log in server 80"]),
        ("", QUIET, f'location ~ "^/a{{1,2}}$" {{ {QUIET} }}', ["has an access log in server fotfeste.no"]),
        (QUIET, "", "location /a { access_log /srv/seen; }", ["has an access log"]),
        ("", "# access_log off;\n", QUIET, ["has an access log in server 80"]),
    ],
)
def test_nginx_keeps_a_log_for_each_server_that_nothing_is_said_for(
    tmp_path: Path, http: str, plain: str, secure: str, found: list[str]
) -> None:
    file = tmp_path / "nginx.conf"
    pass_on = "location / { proxy_set_header X-Forwarded-For $remote_addr; proxy_pass http://127.0.0.1:8000; }"
    file.write_text(
        f"""http {{
        {CRIT} {http}
        server {{ listen 80; {plain} return 301 https://$host$request_uri; }}
        server {{ server_name fotfeste.no; set $a ${{b}}; {secure} {pass_on} }}
        }}
        stream {{ server {{ listen 5432; }} }}"""
    )
    assert [finding.what.partition("nginx.conf ")[2] for finding in told(file) if finding.level != "fine"] == found


def test_nginx_writes_of_faults_for_each_server_that_nothing_is_said_for(tmp_path: Path) -> None:
    file = tmp_path / "nginx.conf"
    file.write_text(f"http {{ {QUIET} server {{ {CRIT} }} server {{ proxy_set_header X-Forwarded-For $a; }} }}")
    assert ["of faults" in finding.what for finding in told(file)] == [True]


def test_a_configuration_of_nginx_whose_braces_do_not_match_is_told(tmp_path: Path) -> None:
    file = tmp_path / "nginx.conf"
    for text in ("http { access_log off;", "http { } }"):
        file.write_text(text)
        assert [(finding.level, "a block" in finding.what) for finding in told(file)] == [("warning", True)]


def test_nginx_may_throw_its_faults_away(tmp_path: Path) -> None:
    file = tmp_path / "nginx.conf"
    quiet = NGINX.replace("/var/log/nginx/error.log crit", "/dev/null")
    file.write_text(quiet.replace("include sites/*.conf;", SITE))
    assert levels(file) == ["fine"]


def test_a_configuration_that_was_not_named_or_cannot_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (finding,) = check_proxy(SETTINGS, None)
    assert (finding.level, "--proxy" in finding.do) == ("warning", True)
    file = tmp_path / "Caddyfile"
    assert levels(file) == ["warning"]
    file.write_text("fotfeste.no {\n\tno_such_directive\n}\n")
    assert "Caddy does not understand it" in told(file)[0].what
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "there is no caddy" in told(file)[0].what
