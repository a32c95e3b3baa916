import { Admission } from "./admission.mjs";
import { Faults } from "./faults.mjs";
import { Ingress } from "./ingress.mjs";
import { Observations } from "./observations.mjs";
import { Realtime } from "./realtime.mjs";

const PORTS = { lowest: 20_000, count: 12_000, attempts: 100 };

const parsed = (json) => (json === null ? null : JSON.parse(json));

/** The commands of a test, one method each; a method returns when the change is in force. */
export class Control {
  #Server;
  #timings;
  #redis; // null for a server that is no node of a cluster
  #admission = new Admission();
  #faults = new Faults();
  #observations = new Observations();
  #port = 0;
  #life = null; // {ingress, realtime} while it listens
  #stopped = Promise.resolve(); // settles when the last life has let go of the port

  constructor({ Server, timings, redis }) {
    this.#Server = Server;
    this.#timings = timings;
    this.#redis = redis;
  }

  async start() {
    await this.#stopped;
    if (!this.#life) this.#life = await this.#open();
    return this.#port;
  }

  stop() {
    const life = this.#life;
    this.#life = null;
    this.#faults.frozen = false; // a process that was killed and started again is not frozen
    if (life) this.#stopped = life.ingress.close().then(() => life.realtime.dispose());
    return this.#stopped;
  }

  /** As when the process dies and its pod is started again: all are cut, all is forgotten. */
  die() {
    if (!this.#life) return;
    const dead = this.#life.realtime;
    this.#life.realtime = this.#revive();
    this.#life.ingress.serve(this.#life.realtime);
    this.#life.ingress.cutConnections();
    dead.dispose();
  }

  define({ environment }) {
    this.#admission.define(environment);
  }

  stall({ stage }) {
    this.#faults.stall(stage);
  }

  unstall() {
    this.#faults.unstall();
  }

  freeze() {
    this.#faults.frozen = true;
    this.#life?.ingress.freeze();
  }

  thaw() {
    this.#faults.frozen = false;
    this.#life?.ingress.thaw();
  }

  rejectUpgrades({ status, headers }) {
    this.#faults.rejection = { status, headers };
  }

  acceptUpgrades() {
    this.#faults.rejection = null;
  }

  refuseConnects({ refusal }) {
    this.#faults.refusal = refusal;
  }

  acceptConnects() {
    this.#faults.refusal = null;
  }

  cutConnections() {
    this.#life?.ingress.cutConnections();
  }

  closeConnections() {
    this.#life?.realtime.closeConnections();
  }

  kick({ socketId }) {
    this.#alive().realtime.kick(socketId);
  }

  sendRawText({ socketId, text }) {
    return this.#alive().realtime.sendRaw(socketId, text);
  }

  sendRawBinary({ socketId, base64 }) {
    return this.#alive().realtime.sendRaw(socketId, Buffer.from(base64, "base64"));
  }

  acceptedConnections() {
    return this.#observations.acceptedConnections;
  }

  handshakes({ from }) {
    return this.#observations.handshakes(from);
  }

  received({ from }) {
    return this.#observations.received(from);
  }

  async members({ envId, channel }) {
    const members = (await this.#life?.realtime.members(envId, channel)) ?? [];
    return members.map(({ id }) => id);
  }

  restrictKey({ apiKey, terms }) {
    this.#admission.restrictKey(apiKey, terms);
  }

  realtime({ envId, enabled }) {
    this.#admission.realtime(envId, enabled);
  }

  limitRate({ envId, events, window }) {
    this.#admission.limitRate(envId, events, window);
  }

  unlimitRate({ envId }) {
    this.#admission.unlimitRate(envId);
  }

  bindSession({ session, userId }) {
    this.#admission.bindSession(session, userId);
  }

  sendUserEvent({ envId, userId, name, session, user }) {
    this.#alive().realtime.emit(`${envId}.${userId}`, name, name, parsed(session), parsed(user));
  }

  sendToChannel({ envId, channel, name, message }) {
    this.#alive().realtime.emit(`${envId}.${channel}`, name, { channel, message: JSON.parse(message) });
  }

  broadcast({ envId, name, message }) {
    this.#alive().realtime.emit(envId, name, { channel: null, message: JSON.parse(message) });
  }

  #alive() {
    if (!this.#life) throw new Error("the server is stopped");
    return this.#life;
  }

  async #open() {
    const realtime = this.#revive();
    const ingress = new Ingress(this.#shared());
    ingress.serve(realtime);
    await this.#listen(ingress);
    return { ingress, realtime };
  }

  #revive() {
    return new Realtime({
      Server: this.#Server,
      timings: this.#timings,
      redis: this.#redis,
      ...this.#shared(),
    });
  }

  #shared() {
    return {
      admission: this.#admission,
      faults: this.#faults,
      observations: this.#observations,
    };
  }

  async #listen(ingress) {
    if (this.#port !== 0) return ingress.listen(this.#port);
    // Below the range that systems give to outgoing connections, so that nobody takes the port
    // while the server is stopped, and no client can connect to itself.
    for (let attempt = 1; ; attempt++) {
      const port = PORTS.lowest + Math.floor(Math.random() * PORTS.count);
      try {
        await ingress.listen(port);
        this.#port = port;
        return undefined;
      } catch (error) {
        if (error.code !== "EADDRINUSE" || attempt === PORTS.attempts) throw error;
      }
    }
  }
}
