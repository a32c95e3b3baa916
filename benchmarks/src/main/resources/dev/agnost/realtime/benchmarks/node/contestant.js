// The contestant socket.io-client-js: measures and prints like ContestantProcess.
import { connect as tcp } from "node:net";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { io } from "socket.io-client";

const [webSocketPort, controlPort, warmMillis, measureMillis, scenarios, payloadFile] =
  process.argv.slice(2);
const { readFileSync } = await import("node:fs");
const payloads = JSON.parse(readFileSync(payloadFile, "utf8")); // size to value
const warm = Number(warmMillis);
const measure = Number(measureMillis);
const IN_FLIGHT_BYTES = 4 * 1024 * 1024;
const PER_TURN = 64;

let received = 0; // by the server
const control = tcp(Number(controlPort), "127.0.0.1");
await new Promise((resolve) => control.once("connect", resolve));
let rest = "";
control.on("data", (data) => {
  const lines = (rest + data).split("\n");
  rest = lines.pop();
  for (const line of lines) {
    received = Number(line.split(" ")[1]);
  }
});

function print(metric, value) {
  console.log(`RESULT ${metric} ${value}`);
}

function cpuMicros() {
  const { user, system } = process.cpuUsage();
  return user + system;
}

async function connect(onMessage) {
  const socket = io(`http://127.0.0.1:${webSocketPort}`, {
    path: "/realtime/realtime/",
    transports: ["websocket"],
    forceNew: true,
  });
  socket.on("tick", onMessage);
  await new Promise((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("connect_error", reject);
  });
  return socket;
}

async function between(metric, count) {
  await sleep(warm);
  const before = { cpu: cpuMicros(), count: count(), time: performance.now() };
  await sleep(measure);
  const messages = count() - before.count;
  print(`${metric}.cpu`, (cpuMicros() - before.cpu) / messages);
  print(`${metric}.rate`, (messages * 1000) / (performance.now() - before.time));
}

async function receive() {
  let count = 0;
  const socket = await connect(() => count++);
  for (const size of Object.keys(payloads)) {
    control.write(`flood ${size}\n`);
    await between(`receive.${size}`, () => count);
    control.write("stop\n");
    for (let last = -1; last !== count; ) {
      last = count;
      await sleep(50);
    }
  }
  socket.close();
}

async function send() {
  const socket = await connect(() => {});
  for (const [size, message] of Object.entries(payloads)) {
    const window = Math.max(1, Math.floor(IN_FLIGHT_BYTES / size));
    const start = received;
    let sent = 0;
    let running = true;
    const sending = (async () => {
      while (running) {
        for (let i = 0; i < PER_TURN && sent - (received - start) < window; i++) {
          socket.emit("message", { channel: "room", eventName: "tick", message });
          sent++;
        }
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    await between(`send.${size}`, () => received);
    running = false;
    await sending;
    while (received - start < sent) {
      await sleep(5);
    }
  }
  socket.close();
}

async function connects() {
  const times = [];
  const first = performance.now();
  const kept = await connect(() => {});
  print("connect.cold", performance.now() - first);
  for (let i = 0; i < 200; i++) {
    const start = performance.now();
    const socket = await connect(() => {});
    times.push(performance.now() - start);
    socket.close();
  }
  kept.close();
  times.sort((a, b) => a - b);
  print("connect.warm", times[times.length >> 1]);
}

const all = { connect: connects, receive, send };
for (const scenario of scenarios.split(",")) {
  await all[scenario]();
}
process.exit(0);
