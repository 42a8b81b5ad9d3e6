"""A device that speaks the protocol over HTTP: real keys, real seals, no shortcuts."""

import base64
import secrets
from typing import Any

import httpx

from tests.reference.protocol import SlotKeys, VaultKeys

Json = dict[str, Any]


def bearer(secret: bytes) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret.hex()}"}


def b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


class Device:
    """One person's device: a recovery secret, a master key, and what it has heard from the server."""

    def __init__(self, api: httpx.AsyncClient, secret: bytes | None = None, master_key: bytes | None = None) -> None:
        self.api = api
        self.slot = SlotKeys(secret or secrets.token_bytes(16))
        self.vault = VaultKeys(master_key or secrets.token_bytes(32))
        self.slot_url = f"/api/slots/{self.slot.id.hex()}"
        self.vault_url = f"/api/vaults/{self.vault.id.hex()}"
        self.log: str | None = None
        self.cursor = 0

    async def create(self) -> "Device":
        """Make the vault and learn the log."""
        answer = await self.put_vault()
        assert answer.status_code == 201, answer.text
        self.log = (await self.api.get("/api/log")).json()["log"]
        return self

    async def put_vault(self) -> httpx.Response:
        return await self.api.put(self.vault_url, json={}, headers=bearer(self.vault.auth))

    async def put_slot(self) -> httpx.Response:
        sealed = self.slot.seal(self.vault.master_key)
        return await self.api.put(self.slot_url, json={"sealed": b64(sealed)}, headers=bearer(self.slot.auth))

    async def delete_vault(self, **query: Any) -> httpx.Response:
        return await self.api.delete(self.vault_url, params=query, headers=bearer(self.vault.auth))

    def sealed(self, record_id: bytes, version: int, text: str = "", size: int = 0) -> bytes:
        record = {"kind": "urge", "fields": {"text": text or "x" * size}, "stamps": {"text": [1, "a"]}}
        return self.vault.seal(record_id, version, record)

    def put(self, record_id: bytes, version: int = 1, base: int | None = None, **record: Any) -> Json:
        """A put as it goes into a sync request."""
        sealed = record.pop("sealed", None) or self.sealed(record_id, version, **record)
        made: Json = {"id": record_id.hex(), "version": version, "sealed": b64(sealed)}
        return made if base is None else {**made, "base": base}

    async def post(self, given: list[Json], **changes: Any) -> httpx.Response:
        """A sync request, just as given."""
        body = {"log": self.log, "cursor": self.cursor, "puts": given, **changes}
        return await self.api.post(f"{self.vault_url}/sync", json=body, headers=bearer(self.vault.auth))

    async def sync(self, *puts: Json, **changes: Any) -> Json:
        """A sync that is answered with 200; the cursor moves on as the answer says."""
        response = await self.post(list(puts), **changes)
        assert response.status_code == 200, response.text
        answer: Json = response.json()
        self.log, self.cursor = answer["log"], answer["cursor"]
        return answer

    async def everything(self) -> dict[str, Json]:
        """All that the vault holds, paged from the start."""
        held: dict[str, Json] = {}
        answer: Json = {"more": True, "cursor": 0}
        while answer["more"]:
            response = await self.post([], cursor=answer["cursor"])
            answer = response.json()
            held |= {change["id"]: change for change in answer["changes"]}
        return held
