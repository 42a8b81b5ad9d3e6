"""What can only be known on the machine: whether the folders and files that the settings name can be used."""

from pathlib import Path

from selfhelp.settings.fields import Settings, SettingsError, refusal


def make_sure_of_places(settings: Settings) -> None:
    """Make the data folder; raise SettingsError for one that cannot be had, and for what should be there and is not."""
    try:
        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(refusal("data", settings.data, str(error.strerror))) from error
    if not (settings.content / "pack.toml").is_file():
        raise SettingsError(refusal("content", settings.content, "there is no pack.toml in it"))
    if settings.overlay is not None and not settings.overlay.is_dir():
        raise SettingsError(refusal("overlay", settings.overlay, "there is no such folder"))
    if settings.push_test_ca is not None:
        _make_sure_of_certificates(settings.push_test_ca)


def _make_sure_of_certificates(file: Path) -> None:
    from cryptography.x509 import load_pem_x509_certificates  # here, since hardly any start needs it

    try:
        load_pem_x509_certificates(file.read_bytes())
    except OSError as error:
        raise SettingsError(refusal("push_test_ca", file, str(error.strerror))) from error
    except ValueError as error:
        raise SettingsError(refusal("push_test_ca", file, "no certificate in it")) from error
