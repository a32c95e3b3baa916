// Real Socket.IO behaving as the Agnost realtime server. Reads one JSON command a line from standard
// input, {"id":1,"command":"stall","stage":"TCP"}, and answers {"id":1,"result":..} or
// {"id":1,"error":".."} on standard output. Ends when standard input closes.

import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { Control } from "./control.mjs";

const { values } = parseArgs({
  options: {
    "socket-io": { type: "string", default: "socket.io-production" },
    "ping-interval": { type: "string", default: "10000" },
    "ping-timeout": { type: "string", default: "30000" },
    "connect-timeout": { type: "string", default: "45000" },
    "event-delay": { type: "string", default: "2" },
    redis: { type: "string" }, // the port of a Redis that several of these processes share
  },
});

const require = createRequire(import.meta.url);
const entry = require.resolve(values["socket-io"]); // node_modules/<alias>/dist/index.js
const { version } = require(join(dirname(entry), "..", "package.json"));
const { Server } = require(entry);
const { SharedRedis } = values.redis ? await import("./redis.mjs") : {};
const control = new Control({
  Server,
  redis: SharedRedis ? new SharedRedis(Number(values.redis)) : null,
  timings: {
    pingInterval: Number(values["ping-interval"]),
    pingTimeout: Number(values["ping-timeout"]),
    connectTimeout: Number(values["connect-timeout"]),
    eventDelay: Number(values["event-delay"]),
  },
});

// In production this ends the process, and its pod is started again.
process.on("uncaughtException", (error) => {
  console.error(`the server died: ${error?.stack ?? error}`);
  control.die();
});

async function execute({ id, command, ...parameters }) {
  try {
    if (command === "version") return { id, result: version };
    if (!Object.hasOwn(Control.prototype, command)) throw new Error(`unknown command: ${command}`);
    return { id, result: (await control[command](parameters)) ?? null };
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
