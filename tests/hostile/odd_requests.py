"""Requests that no honest client sends, as bytes, each with the statuses that may answer it."""

from typing import Final

from tests.hostile.samples import MASTER_KEY_SEALED

BOX = "0" * 32
SECRET = f"Authorization: Bearer {'0' * 64}"
JSON = "Content-Type: application/json"
SLOT = f'{{"sealed":"{MASTER_KEY_SEALED}"}}'.encode()


def request(line: str, *headers: str | bytes, body: bytes = b"", host: str = "Host: x") -> bytes:
    lines = [line, *([host] if host else []), *headers]
    return b"\r\n".join(one if isinstance(one, bytes) else one.encode() for one in lines) + b"\r\n\r\n" + body


def put(*headers: str | bytes, path: str = f"/api/slots/{BOX}", body: bytes = SLOT) -> bytes:
    return request(f"PUT {path} HTTP/1.1", SECRET, JSON, *headers, f"Content-Length: {len(body)}", body=body)


def in_pieces(body: bytes, size: int = 1000, end: bytes = b"0\r\n\r\n") -> bytes:
    pieces = (body[at : at + size] for at in range(0, len(body), size))
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + end


CHUNKED = "Transfer-Encoding: chunked"

ODD: Final[dict[str, tuple[bytes, set[int]]]] = {
    "over the limit in pieces without a length": (
        request(f"PUT /api/slots/{BOX} HTTP/1.1", SECRET, JSON, CHUNKED, body=in_pieces(b"x" * 100_000)), {413}),
    "over the largest limit in pieces": (
        request(f"POST /api/vaults/{BOX}/sync HTTP/1.1", SECRET, JSON, CHUNKED,
                body=in_pieces(b"[" * 3_000_000, 50_000)), {413}),
    "pieces of one byte": (
        request(f"PUT /api/slots/{BOX} HTTP/1.1", SECRET, JSON, CHUNKED, body=in_pieces(SLOT, 1)), {201, 204}),
    "a piece with a length that is none": (
        request(f"PUT /api/slots/{BOX} HTTP/1.1", SECRET, JSON, CHUNKED, body=b"zz\r\n{}\r\n0\r\n\r\n"), {400}),
    "a length and pieces": (put(CHUNKED), {400}),
    "a length beyond everything": (
        request(f"PUT /api/slots/{BOX} HTTP/1.1", SECRET, JSON, "Content-Length: 99999999999"), {413}),
    "a length beyond 64 bits": (
        request(f"PUT /api/slots/{BOX} HTTP/1.1", SECRET, JSON, "Content-Length: " + "9" * 40), {400}),
    "a negative length": (request(f"PUT /api/slots/{BOX} HTTP/1.1", SECRET, JSON, "Content-Length: -1"), {400}),
    "two lengths": (put("Content-Length: 1"), {400}),
    "no length and no body": (request(f"PUT /api/slots/{BOX} HTTP/1.1", SECRET, JSON), {400}),
    "a compressed body": (put("Content-Encoding: gzip", body=b"\x1f\x8b\x08" + bytes(100)), {400}),
    "another charset": (
        request(f"PUT /api/slots/{BOX} HTTP/1.1", SECRET, "Content-Type: application/json; charset=utf-16",
                "Content-Length: 2", body=b"{}"), {422}),
    "a media type of noise": (
        request(f"PUT /api/slots/{BOX} HTTP/1.1", SECRET, b"Content-Type: \xff\xfe;;;=", "Content-Length: 2",
                body=b"{}"), {415}),
    "a form": (
        request(f"PUT /api/slots/{BOX} HTTP/1.1", SECRET, "Content-Type: multipart/form-data", "Content-Length: 2",
                body=b"--"), {415}),
    "a secret of noise": (request(f"GET /api/slots/{BOX} HTTP/1.1", b"Authorization: Bearer \xff\xfe\xe5"), {401}),
    "a secret of other digits": (
        request(f"GET /api/slots/{BOX} HTTP/1.1", "Authorization: Bearer " + "٣" * 64), {401}),
    "two secrets": (request(f"GET /api/slots/{BOX} HTTP/1.1", SECRET, "Authorization: Bearer x"), {200, 404}),
    "a long secret": (
        request(f"GET /api/slots/{BOX} HTTP/1.1", "Authorization: Bearer " + "0" * 30_000), {401}),
    "headers of noise": (
        request("GET /api/log HTTP/1.1", b"Accept: \xff", b"Accept-Encoding: \xff;q=", b"If-None-Match: \xff,,\"",
                b"Cookie: \xff=;;=\xe5; a", b"Range: bytes=9-1", b"Sec-Fetch-Site: \xff", b"X-Forwarded-For: \xff,,,"),
        {200}),
    "an encoding of noise for the page": (
        request("GET / HTTP/1.1", "Accept-Encoding: br;q=x, ,;,gzip;q=", b"If-None-Match: \xff"), {200}),
    "ten thousand headers": (
        request("GET /api/log HTTP/1.1", *(f"X-{n}: {n}" for n in range(10_000))), {431}),
    "a proxy that names nobody": (
        request(f"PUT /api/vaults/{BOX} HTTP/1.1", SECRET, JSON, b"X-Forwarded-For: \xff, , 999.1.1.1",
                "Content-Length: 2", body=b"{}"), {201, 204}),
    "a method that nobody knows": (request("BREW /api/log HTTP/1.1"), {400, 405}),
    "TRACE": (request("TRACE /api/log HTTP/1.1"), {405}),
    "CONNECT": (request("CONNECT x:443 HTTP/1.1"), {400, 404, 405}),
    "an address with NUL": (request("GET /api/slots/%00 HTTP/1.1"), {404}),
    "an address that is no UTF-8": (request("GET /api/slots/%ff%fe HTTP/1.1"), {404}),
    "an address with dots": (request("GET /../../etc/passwd HTTP/1.1"), {404}),
    "an address with coded dots": (request("GET /assets/..%2f..%2f..%2fetc/passwd HTTP/1.1"), {404}),
    "an address with raw bytes": (b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n", {400, 404}),
    "a whole address": (request("GET http://elsewhere.example/api/log HTTP/1.1"), {200, 400, 404}),
    "a star": (request("OPTIONS * HTTP/1.1"), {204, 400, 404}),
    "a long address": (request("GET /" + "a" * 30_000 + " HTTP/1.1"), {404}),
    "a long query": (request("GET /api/log?" + "a=b&" * 7_000 + " HTTP/1.1"), {200}),
    "a query of noise": (
        request(f"DELETE /api/vaults/{BOX}?log=%ff%00&seq=%00&log=&seq=1e5 HTTP/1.1", SECRET), {422}),
    "a seq of other digits": (
        request(f"DELETE /api/vaults/{BOX}?log={BOX}&seq=%D9%A3 HTTP/1.1", SECRET), {422}),
    "an address beyond the limit": (request("GET /" + "a" * 60_000 + " HTTP/1.1"), {431}),
    "a header of one mebibyte": (request("GET /api/log HTTP/1.1", "X-A: " + "a" * 1024**2), {431}),
    "a host of noise": (request("GET /api/log HTTP/1.1", host="Host: [::1"), {200, 400}),
    "no host": (request("GET /api/log HTTP/1.1", host=""), {200, 400}),
    "HTTP/1.0": (request("GET /api/log HTTP/1.0"), {200}),
    "HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", {400}),
    "TLS": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(200), {400}),
    "a web socket": (
        request("GET /api/log HTTP/1.1", "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=="), {200, 400}),
    "folded headers": (request("GET /api/log HTTP/1.1", "X-A: b\r\n c"), {200, 400}),
    "a header without a name": (request("GET /api/log HTTP/1.1", ": x"), {400}),
    "a header with NUL": (request("GET /api/log HTTP/1.1", "X-A: \0"), {400}),
}  # fmt: skip
