import { createAdapter } from "@socket.io/redis-adapter";
import redis from "redis";

/** What the nodes of a cluster share over one Redis: rooms, and the look-ups before each event. */
export class SharedRedis {
  #port;
  #lookUps;

  constructor(port) {
    this.#port = port;
    this.#lookUps = this.#client();
  }

  /** For one life of the realtime process: its rooms reach those of the other nodes. */
  adapter() {
    return createAdapter(this.#client(), this.#client());
  }

  /** Resolves when Redis has answered; all look-ups of a node share one first-in-first-out client. */
  lookUp(envId) {
    return new Promise((resolve, reject) => {
      this.#lookUps.get(`environment:${envId}`, (error) => (error ? reject(error) : resolve()));
    });
  }

  #client() {
    const client = redis.createClient(this.#port, "127.0.0.1");
    client.on("error", (error) => console.error(`redis: ${error}`));
    return client;
  }
}
