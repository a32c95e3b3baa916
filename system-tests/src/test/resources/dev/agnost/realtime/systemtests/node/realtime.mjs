import { createServer } from "node:http";
import { membersOf, serveChannels, servePlatformEvents } from "./channels.mjs";
import { answer, answerJson } from "./http-answers.mjs";

/** One life of the realtime process: Socket.IO on the path `/realtime/`, from start to stop. */
export class Realtime {
  #http = createServer((request, response) => this.#answerPlainRequest(request, response));
  #io;
  #faults;
  #silent = new Set(); // WebSockets without Engine.IO behind them: stalled at ENGINE_OPEN
  #lookUps; // precede each handler, as those in Redis do
  #connections = new Map(); // Socket.IO id -> Engine.IO socket, as long as that is open

  constructor({ Server, timings, redis, admission, faults, observations }) {
    this.#faults = faults;
    this.#lookUps = redis ?? new LookUps(timings.eventDelay);
    this.#io = new Server(this.#http, {
      path: "/realtime/",
      serveClient: false,
      pingInterval: timings.pingInterval,
      pingTimeout: timings.pingTimeout,
      connectTimeout: timings.connectTimeout,
      upgradeTimeout: 10_000,
      maxHttpBufferSize: 1e8,
      transports: ["websocket", "polling"],
      allowUpgrades: true,
      cors: { origin: "*" },
      ...(redis ? { adapter: redis.adapter() } : {}),
    });
    this.#io.use((socket, next) => this.#onConnect(socket, next, admission, observations));
    this.#io.on("connection", (socket) => this.#onConnected(socket, admission));
    // Added after Socket.IO's own listener, so a packet that it could not decode is not recorded.
    this.#io.engine.on("connection", (engine) => this.#record(engine, observations));
  }

  /** Serves a request whose path the ingress has already shortened. */
  request(request, response) {
    this.#http.emit("request", request, response);
  }

  /** Serves an upgrade request whose path the ingress has already shortened. */
  upgrade(request, socket, head) {
    if (!request.url.startsWith("/realtime/")) {
      return answer(socket, 404, { "Content-Type": "application/json" }, NOT_FOUND);
    }
    if (this.#faults.stallsAt("ENGINE_OPEN")) return this.#openSilently(request, socket, head);
    return this.#http.emit("upgrade", request, socket, head);
  }

  members(envId, channel) {
    return membersOf(this.#io, envId, channel);
  }

  /** As the API server does over a socket of its own. */
  emit(room, ...event) {
    this.#io.to(room).emit(...event);
  }

  kick(socketId) {
    const socket = this.#io.of("/").sockets.get(socketId);
    if (!socket) throw new Error(`no such socket: ${socketId}`);
    socket.disconnect();
  }

  /** Sends one WebSocket message past Socket.IO; resolves when it was handed to the kernel. */
  async sendRaw(socketId, data) {
    const connection = this.#connections.get(socketId);
    if (!connection) throw new Error(`no such socket: ${socketId}`);
    const webSocket = connection.transport.socket;
    if (!webSocket?.send) throw new Error(`socket ${socketId} is not on a WebSocket`);
    const sent = new Promise((resolve, reject) => {
      webSocket.send(data, (error) => (error ? reject(error) : resolve()));
    });
    if (!this.#faults.frozen) await sent;
    else sent.catch(() => {});
  }

  /** A close frame without status to everybody, one after the other, as a server that shuts down. */
  closeConnections() {
    for (const webSocket of this.#silent) webSocket.close();
    for (const engine of Object.values(this.#io.engine.clients)) engine.close(true);
  }

  /** Drops timers and sessions after the connections have been cut. */
  dispose() {
    for (const webSocket of this.#silent) webSocket.terminate();
    this.#io.of("/").adapter.close();
    this.#io.engine.close();
  }

  async #onConnect(socket, next, admission, observations) {
    const { auth } = socket.handshake;
    await this.#lookUps.lookUp(auth.envId);
    if (this.#faults.stallsAt("CONNECT_REPLY")) return observations.connect(null, auth);
    const { refusal } = this.#faults;
    const error = refusal ? refusedAsTold(refusal) : admission.check(socket);
    observations.connect(error ? null : socket.id, auth);
    return next(error);
  }

  #onConnected(socket, admission) {
    this.#connections.set(socket.id, socket.conn);
    socket.conn.once("close", () => this.#connections.delete(socket.id));
    socket.use(async (event, next) => {
      await this.#lookUps.lookUp(socket.data.envId);
      next(admission.checkEvent(socket));
    });
    socket.on("error", () => {}); // a refused event is dropped without a word
    serveChannels(this.#io, socket);
    servePlatformEvents(this.#io, socket);
  }

  #record(engine, observations) {
    engine.on("data", (data) => {
      if (typeof data !== "string" || !/^[25]/.test(data) || engine.readyState !== "open") return;
      for (const socket of this.#io.of("/").sockets.values()) {
        if (socket.conn === engine) observations.event(socket.id, data);
      }
    });
  }

  #openSilently(request, socket, head) {
    const { engine } = this.#io;
    engine.prepare(request);
    engine.ws.handleUpgrade(request, socket, head, (webSocket) => {
      this.#silent.add(webSocket);
      webSocket.on("error", () => {});
      webSocket.on("close", () => this.#silent.delete(webSocket));
    });
  }

  #answerPlainRequest(request, response) {
    if (request.method === "GET" && /^\/health(\?|$)/.test(request.url)) {
      response.end(`${new Date().toISOString()} - Healthy realtime server`);
    } else {
      answerJson(response, 404, JSON.parse(NOT_FOUND));
    }
  }
}

/**
 * Stands for the look-ups in Redis that precede the handler of each CONNECT and event: over one connection, so
 * they end one after the other in the order in which they began, each after the same time at least.
 */
class LookUps {
  #delay;
  #last = Promise.resolve();

  constructor(delay) {
    this.#delay = delay;
  }

  lookUp() {
    const due = performance.now() + this.#delay;
    this.#last = this.#last.then(() => {
      const left = due - performance.now();
      return left > 0 ? new Promise((resolve) => setTimeout(resolve, Math.ceil(left))) : undefined;
    });
    return this.#last;
  }
}

const NOT_FOUND = JSON.stringify({
  error: "Not Found",
  details: "The server can not find the requested resource.",
  code: "resource_not_found",
});

function refusedAsTold({ message, origin, code, detail }) {
  const error = new Error(message);
  error.data = { origin, code, message: detail };
  return error;
}
