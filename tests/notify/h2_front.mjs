// HTTP/2 in front of the push service of the tests, and nothing else: a client that speaks only HTTP/1.1 is refused.
// node h2_front.mjs CERTIFICATE KEY PORT PORT-BEHIND. Says "ready" on stdout and ends with its stdin.

import { readFileSync } from "node:fs";
import { request } from "node:http";
import { constants, createSecureServer } from "node:http2";

const [certificate, key, port, behind] = process.argv.slice(2);
const server = createSecureServer({ cert: readFileSync(certificate), key: readFileSync(key), allowHTTP1: false });

server.on("stream", (stream, headers) => {
  stream.on("error", () => {});
  const plain = Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith(":")));
  const onward = request(
    {
      port: Number(behind),
      host: "127.0.0.1",
      method: headers[":method"],
      path: headers[":path"],
      headers: { ...plain, host: headers[":authority"] },
    },
    (answer) => {
      const { connection, "transfer-encoding": _, ...others } = answer.headers;
      const body = [];
      answer.on("data", (part) => body.push(part));
      answer.on("error", () => stream.close(constants.NGHTTP2_INTERNAL_ERROR));
      answer.on("end", () => {
        if (stream.destroyed) return;
        stream.respond({ ":status": answer.statusCode, ...others });
        stream.end(Buffer.concat(body));
      });
    },
  );
  onward.on("error", () => stream.close(constants.NGHTTP2_INTERNAL_ERROR));
  stream.pipe(onward);
});

process.stdin.on("end", () => process.exit()).resume();
server.listen(Number(port), "127.0.0.1", () => console.log("ready"));
