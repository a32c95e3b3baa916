import { STATUS_CODES } from "node:http";

/** Writes an HTTP response on the bare socket of an upgrade request and ends the connection. */
export function answer(socket, status, headers, body = "") {
  const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? "Unknown"}`, "Connection: close"];
  for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`);
  lines.push(`Content-Length: ${Buffer.byteLength(body)}`, "", body);
  socket.end(lines.join("\r\n"));
  socket.resume(); // so that the peer's end is seen
}

export function answerJson(response, status, body) {
  response.writeHead(status, { "Content-Type": "application/json; charset=utf-8" });
  response.end(JSON.stringify(body));
}
