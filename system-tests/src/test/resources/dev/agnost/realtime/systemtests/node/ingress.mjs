import { createServer as createHttpServer } from "node:http";
import { createServer as createTcpServer } from "node:net";
import { Gate } from "./gate.mjs";
import { answer, answerJson } from "./http-answers.mjs";
import { answerGetMembers } from "./platform.mjs";

/**
 * What stands before the realtime process in a cluster: accepts TCP connections, takes `/realtime`
 * off the path, and leads `/<envId>/agnost/..` to the platform. Here it can also cut, freeze, stall
 * and reject.
 */
export class Ingress {
  #faults;
  #observations;
  #admission;
  #realtime; // set by serve
  #gates = new Set();
  #http = createHttpServer();
  #tcp = null;

  constructor({ admission, faults, observations }) {
    this.#admission = admission;
    this.#faults = faults;
    this.#observations = observations;
    this.#http.on("request", (request, response) => this.#request(request, response));
    this.#http.on("upgrade", (request, socket, head) => this.#upgrade(request, socket, head));
  }

  /** Leads requests to this realtime process from now on. */
  serve(realtime) {
    this.#realtime = realtime;
  }

  listen(port) {
    this.#tcp = createTcpServer({ allowHalfOpen: true, pauseOnConnect: true });
    this.#tcp.on("connection", (raw) => this.#accept(raw));
    return new Promise((resolve, reject) => {
      this.#tcp.once("error", reject);
      this.#tcp.listen({ host: "127.0.0.1", port, backlog: 1024 }, resolve);
    });
  }

  /** Stops listening and cuts every connection; resolves when both are done. */
  close() {
    const closed = new Promise((resolve) => this.#tcp.close(resolve));
    this.cutConnections();
    return closed;
  }

  cutConnections() {
    for (const gate of this.#gates) gate.cut();
  }

  freeze() {
    for (const gate of this.#gates) gate.freeze();
  }

  thaw() {
    for (const gate of this.#gates) gate.thaw();
  }

  #accept(raw) {
    this.#observations.acceptedConnections++;
    raw.setNoDelay(true);
    const gate = new Gate(raw, !this.#faults.frozen);
    this.#gates.add(gate);
    raw.on("close", () => this.#gates.delete(gate));
    if (!this.#faults.stallsAt("TCP")) this.#http.emit("connection", gate);
  }

  #request(request, response) {
    const inner = innerPath(request.url);
    const platform = /^\/([^/]+)\/agnost\/realtime\/get-members(\?|$)/.exec(request.url);
    if (inner) {
      request.url = inner;
      this.#realtime.request(request, response);
    } else if (platform && request.method === "POST") {
      const envId = decodeURIComponent(platform[1]);
      const members = (env, channel) => this.#realtime.members(env, channel);
      answerGetMembers(request, response, { envId, admission: this.#admission, members }).catch(
        (error) => answerJson(response, 500, { error: error.message }),
      );
    } else {
      response.writeHead(404, { "Content-Type": "text/html" });
      response.end("<html><head><title>404 Not Found</title></head></html>");
    }
  }

  #upgrade(request, socket, head) {
    if (request.headers.upgrade?.toLowerCase() !== "websocket") {
      this.#requestWithoutUpgrade(request, socket, head);
      return;
    }
    const { rejection } = this.#faults;
    if (this.#faults.stallsAt("UPGRADE")) {
      socket.on("end", () => socket.end()).resume();
      return;
    }
    if (rejection) {
      answer(socket, rejection.status, rejection.headers);
      return;
    }
    request.url = innerPath(request.url) ?? "/";
    this.#realtime.upgrade(request, socket, head);
  }

  /** A client that offers HTTP/2 over clear text is served with HTTP/1.1, as by the real ingress. */
  #requestWithoutUpgrade(request, socket, head) {
    socket.unshift(Buffer.concat([headWithoutUpgrade(request), head]));
    this.#http.emit("connection", socket);
  }
}

/** The head of a request as it came, less the headers that ask for an upgrade. */
function headWithoutUpgrade({ method, url, rawHeaders }) {
  const lines = [`${method} ${url} HTTP/1.1`];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    if (!/^(upgrade|connection|http2-settings)$/i.test(rawHeaders[i])) {
      lines.push(`${rawHeaders[i]}: ${rawHeaders[i + 1]}`);
    }
  }
  return Buffer.from([...lines, "", ""].join("\r\n"), "latin1");
}

/** `/realtime/(.*)` becomes `/$1`; anything else is not for the realtime process. */
function innerPath(url) {
  return url.startsWith("/realtime/") ? url.slice("/realtime".length) : undefined;
}
