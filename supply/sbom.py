"""The software bill of materials in CycloneDX JSON: every locked package with its licence, what ships as required, the
tools as excluded. The same commit gives the same bytes: number and time come from it."""

from datetime import UTC, datetime
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from supply.licences import Row, licence_of
from supply.locks import Package

_LICENCES: Final = LicenseFactory()


def _component(package: Package, known: dict[str, Row]) -> Component:
    group, _, name = package.name.rpartition("/")
    url = PackageURL(package.registry, group or None, name, package.version)
    return Component(
        type=ComponentType.LIBRARY,
        group=group or None,
        name=name,
        version=package.version,
        purl=url,
        bom_ref=str(url),
        scope=ComponentScope.REQUIRED if package.ships else ComponentScope.EXCLUDED,
        licenses=[_LICENCES.make_from_string(licence_of(package, known))],
        hashes=[HashType(alg=HashAlgorithm.SHA_512, content=package.sha512)] if package.sha512 else [],
    )


def bom(packages: list[Package], known: dict[str, Row], *, version: str, commit: str, epoch: int) -> str:
    """The document. `epoch` is the commit's time, in seconds."""
    root = Component(
        type=ComponentType.APPLICATION,
        name="selfhelp",
        version=version,
        purl=PackageURL("pypi", None, "selfhelp", version),
        bom_ref="selfhelp",
        licenses=[_LICENCES.make_from_string("AGPL-3.0-or-later")],
    )
    components = [_component(package, known) for package in packages]
    document = Bom(components=components, serial_number=uuid5(NAMESPACE_URL, f"selfhelp/{version}/{commit}"))
    document.metadata.timestamp = datetime.fromtimestamp(epoch, UTC)
    document.metadata.component = root
    document.register_dependency(root, [it for it in components if it.scope is ComponentScope.REQUIRED])
    return JsonV1Dot6(document).output_as_string(indent=1) + "\n"
