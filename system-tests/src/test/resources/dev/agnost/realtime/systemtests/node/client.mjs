// A JavaScript client of the Agnost realtime server: socket.io-client, saying what the platform's own
// client says. Commands and answers as in server.mjs. JSON text stands for the values of JavaScript,
// with {"$bytes":"<base64>"} for a Buffer and {"$date":"<ISO>"} for a Date.

import { createInterface } from "node:readline";
import { io } from "socket.io-client";

/** The commands of a test, one method each. */
class Client {
  #socket;
  #received = [];
  #onReceived = () => {};

  /** Resolves with the Socket.IO id. */
  connect({ origin, envId, apiKey }) {
    this.#socket?.close();
    this.#received = [];
    this.#socket = io(origin, {
      path: "/realtime/realtime/",
      transports: ["websocket"],
      reconnection: false,
      forceNew: true,
      auth: { echoMessages: true, envId, apiKey },
    });
    this.#socket.onAny((event, payload) => {
      this.#received.push({ event, ...described(payload) });
      this.#onReceived();
    });
    return new Promise((resolve, reject) => {
      this.#socket.once("connect", () => resolve(this.#socket.id));
      this.#socket.once("connect_error", (error) => reject(error));
    });
  }

  join({ channel }) {
    this.#socket.emit("join", { channel, echo: false });
  }

  /** Sends to the channel and not back; without `json` the message is undefined. */
  send({ channel, event, json }) {
    const message = json === undefined ? undefined : JSON.parse(json, revive);
    this.#socket.emit("message", { channel, eventName: event, message, echo: false });
  }

  /** Resolves with the first so many events that have come, when they have. */
  received({ count }) {
    return new Promise((resolve) => {
      this.#onReceived = () => {
        if (this.#received.length >= count) resolve(this.#received.slice(0, count));
      };
      this.#onReceived();
    });
  }
}

function described({ channel, message }) {
  if (message === undefined) return { channel };
  return { channel, json: JSON.stringify(message, replace) };
}

/** Called with `this` as the holder, in which a Buffer has not yet been turned into JSON. */
function replace(key, value) {
  const original = this[key];
  return Buffer.isBuffer(original) ? { $bytes: original.toString("base64") } : value;
}

function revive(_, value) {
  if (typeof value?.$bytes === "string") return Buffer.from(value.$bytes, "base64");
  if (typeof value?.$date === "string") return new Date(value.$date);
  return value;
}

const client = new Client();

async function execute({ id, command, ...parameters }) {
  try {
    if (!Object.hasOwn(Client.prototype, command)) throw new Error(`unknown command: ${command}`);
    return { id, result: (await client[command](parameters)) ?? null };
  } catch (error) {
    return { id, error: error.message };
  }
}

let previous = Promise.resolve();
const lines = createInterface({ input: process.stdin });
lines.on("line", (line) => {
  previous = previous.then(async () => {
    process.stdout.write(`${JSON.stringify(await execute(JSON.parse(line)))}\n`);
  });
});
lines.on("close", () => process.exit(0));
