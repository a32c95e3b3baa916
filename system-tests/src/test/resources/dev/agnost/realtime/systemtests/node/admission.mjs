/** The environments of the test, and the checks that the Agnost server runs over them. */
export class Admission {
  #environments = new Map();
  #terms = new Map(); // API key -> {realtime, expired, domains, addresses}
  #realtimeDisabled = new Set();
  #limits = new Map(); // environment -> RateLimit
  #users = new Map(); // session -> user

  define(environment) {
    this.#environments.set(environment.id, environment);
  }

  environment(envId) {
    return this.#environments.get(envId);
  }

  restrictKey(apiKey, terms) {
    this.#terms.set(apiKey, terms);
  }

  realtime(envId, enabled) {
    if (enabled) this.#realtimeDisabled.delete(envId);
    else this.#realtimeDisabled.add(envId);
  }

  limitRate(envId, events, window) {
    this.#limits.set(envId, new RateLimit(events, window));
  }

  unlimitRate(envId) {
    this.#limits.delete(envId);
  }

  bindSession(session, userId) {
    this.#users.set(session, userId);
  }

  /** Checks a CONNECT; returns an Error to refuse it. Order: env, key, session. */
  check(socket) {
    const auth = socket.handshake.auth;
    const environment = this.#environments.get(String(auth.envId));
    return (
      this.#checkEnvironment(socket, environment, auth) ??
      this.#checkKey(socket, environment, auth) ??
      this.#checkSession(socket, environment, auth)
    );
  }

  /** Checks an event; returns an Error to drop it. Order: env, key, rate limit, session. */
  checkEvent(socket) {
    const auth = socket.handshake.auth;
    const environment = this.#environments.get(String(auth.envId));
    return (
      this.#checkEnvironment(socket, environment, auth) ??
      this.#checkKey(socket, environment, auth) ??
      this.#checkRate(environment) ??
      this.#checkSession(socket, environment, auth)
    );
  }

  #checkEnvironment(socket, environment, auth) {
    if (!environment) {
      return refusal(
        "No Environment Found",
        "no_environment_found",
        "Cannot identify the execution environment of the app version. Either there is no app" +
          " version deployed yet, or the API base URL is not pointing to a valid environment.",
      );
    }
    if (environment.suspended) {
      return refusal(
        "Suspended Environment",
        "suspended_environment",
        "Access to environment has been suspended, no operation can be executed until suspension" +
          " has been revoked.",
      );
    }
    if (this.#realtimeDisabled.has(environment.id)) {
      return refusal(
        "Realtime Disabled",
        "realtime_not_allowed",
        "Realtime services are disabled for the application version.",
      );
    }
    socket.data.envId = environment.id;
    socket.data.echo = auth.echoMessages;
    return undefined;
  }

  #checkKey(socket, environment, { apiKey }) {
    if (!apiKey || !apiKey.trim()) {
      socket.disconnect(true); // has no effect before the CONNECT is answered
      return refusal("Missing API Key", "missing_api_key", "A valid API Key needs to be provided");
    }
    if (environment.apiKeys.includes(apiKey)) {
      const broken = checkTerms(socket.handshake, apiKey, this.#terms.get(apiKey));
      if (broken) socket.disconnect(true);
      return broken;
    }
    socket.disconnect(true);
    const noun = environment.apiKeys.length === 0 ? "API Key" : "API key"; // as the real server
    return refusal(
      "Invalid API Key",
      "invalid_api_key",
      `Application version does not have such an ${noun} (${apiKey})`,
    );
  }

  /** The error text is never sent to a client. */
  #checkRate(environment) {
    const admitted = this.#limits.get(environment.id)?.admits() ?? true;
    return admitted ? undefined : new Error("Rate limit exceeded");
  }

  #checkSession(socket, environment, { session }) {
    if (environment.sessions.includes(session)) {
      socket.data.userId = this.#users.get(session) ?? session;
      return undefined;
    }
    if (!environment.sessionRequired) return undefined;
    if (!session) {
      return refusal(
        "Missing Session Token",
        "missing_session_token",
        "No valid session token provided for socket authentication",
      );
    }
    return refusal(
      "Invalid Session Token",
      "invalid_session_token",
      "The Session token was not authorized or has expired",
    );
  }
}

/** A fixed window, in milliseconds, that opens with the first event in it. */
class RateLimit {
  #events;
  #window;
  #start = 0;
  #used = 0;

  constructor(events, window) {
    this.#events = events;
    this.#window = window;
  }

  admits() {
    const now = performance.now();
    if (this.#used === 0 || now - this.#start >= this.#window) {
      this.#start = now;
      this.#used = 0;
    }
    this.#used++;
    return this.#used <= this.#events;
  }
}

function checkTerms({ headers, address }, apiKey, terms) {
  if (!terms) return undefined;
  if (!terms.realtime) {
    return refusal(
      "Unauthorized API Key",
      "unauthorizez_api_key", // as the real server
      `The API key (${apiKey}) is not authorized for realtime service usage.`,
    );
  }
  if (terms.expired) {
    return refusal(
      "Expired API Key",
      "expired_api_key",
      "API key is expired, no request can be processed with this API key until its expiry date" +
        " is extended",
    );
  }
  return checkOrigin(headers.origin, terms.domains) ?? checkAddress(address, terms.addresses);
}

function checkOrigin(origin, domains) {
  if (domains.length === 0) return undefined;
  if (origin === undefined) {
    return refusal(
      "Origin Domain Not Found",
      "missing_request_origin",
      "The provided API key requires authorized domain control but request does not have a" +
        " origin header to check against whitelisted domains",
    );
  }
  if (domains.includes(origin)) return undefined;
  return refusal(
    "Origin Domain Not Authorized",
    "domain_not_authorized",
    `Origin domain '${origin}' is not an authorized domain`,
  );
}

function checkAddress(address, addresses) {
  const peer = address.includes(":") ? address : `::ffff:${address}`; // as on a dual-stack socket
  if (addresses.length === 0 || addresses.includes(peer)) return undefined;
  return refusal(
    "IP Address Not Authorized",
    "ip_not_authorized",
    `IP address '${peer}' is not whitelisted`,
  );
}

function refusal(title, code, message) {
  const error = new Error(`Realtime Connection Error - ${title}`);
  error.data = { origin: "client_error", code, message };
  return error;
}
