/** What clients did since the first start. Lists only grow. */
export class Observations {
  acceptedConnections = 0;
  #handshakes = [];
  #received = [];

  /** `socketId` is null when the CONNECT was refused or left without an answer. */
  connect(socketId, auth) {
    this.#handshakes.push({ socketId, auth });
  }

  /** `packet` is the text of a Socket.IO event without the Engine.IO prefix. */
  event(socketId, packet) {
    this.#received.push({ socketId, packet });
  }

  handshakes(from) {
    return this.#handshakes.slice(from);
  }

  received(from) {
    return this.#received.slice(from);
  }
}
