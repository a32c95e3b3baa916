import { Duplex } from "node:stream";

/**
 * One accepted TCP connection that can be frozen: while closed, nothing is read from the peer and
 * nothing that the server writes leaves. What was held goes out, in order, when it is opened again.
 */
export class Gate extends Duplex {
  #raw;
  #open;
  #wanted = false; // whether the reader has room; a connection that nobody reads stays unread
  #held = [];

  /** `raw` is a paused net.Socket; `open` is false when the server is frozen right now. */
  constructor(raw, open) {
    super({ allowHalfOpen: true });
    this.#raw = raw;
    this.#open = open;
    // Socket.IO leaves moments without an error listener; a cut connection must not end the process.
    this.on("error", () => {});
    raw.on("data", (chunk) => {
      this.#wanted = this.push(chunk);
      this.#flow();
    });
    raw.on("end", () => this.push(null));
    raw.on("timeout", () => this.emit("timeout"));
    raw.on("error", (error) => this.destroy(error));
    raw.on("close", () => this.destroy());
  }

  get remoteAddress() {
    return this.#raw.remoteAddress;
  }

  setTimeout(millis, listener) {
    this.#raw.setTimeout(millis, listener);
    return this;
  }

  setNoDelay(on) {
    this.#raw.setNoDelay(on);
    return this;
  }

  setKeepAlive(on, millis) {
    this.#raw.setKeepAlive(on, millis);
    return this;
  }

  freeze() {
    this.#open = false;
    this.#flow();
  }

  thaw() {
    this.#open = true;
    for (const action of this.#held.splice(0)) action();
    this.#flow();
  }

  /** Ends the TCP connection now, frozen or not, without sending anything more. */
  cut() {
    this.#held = [];
    this.#raw.destroy();
  }

  _read() {
    this.#wanted = true;
    this.#flow();
  }

  _writev(chunks, callback) {
    this.#whenOpen(() => {
      this.#raw.cork();
      for (const { chunk, encoding } of chunks.slice(0, -1)) this.#raw.write(chunk, encoding);
      const last = chunks.at(-1);
      this.#raw.write(last.chunk, last.encoding, callback);
      this.#raw.uncork();
    });
  }

  _final(callback) {
    this.#whenOpen(() => this.#raw.end(callback));
  }

  _destroy(error, callback) {
    this.#whenOpen(() => this.#raw.destroy());
    callback(error);
  }

  #flow() {
    if (this.#open && this.#wanted) this.#raw.resume();
    else this.#raw.pause();
  }

  #whenOpen(action) {
    if (this.#open) action();
    else this.#held.push(action);
  }
}
