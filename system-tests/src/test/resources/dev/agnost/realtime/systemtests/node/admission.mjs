/** The environments of the test, and the checks that the Agnost server runs over them. */
export class Admission {
  #environments = new Map();

  define(environment) {
    this.#environments.set(environment.id, environment);
  }

  environment(envId) {
    return this.#environments.get(envId);
  }

  /** Checks a CONNECT and then each event; returns an Error to refuse it. Order: env, key, session. */
  check(socket) {
    const auth = socket.handshake.auth;
    const environment = this.#environments.get(String(auth.envId));
    return (
      this.#checkEnvironment(socket, environment, auth) ??
      this.#checkKey(socket, environment, auth) ??
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
    socket.data.envId = environment.id;
    socket.data.echo = auth.echoMessages;
    return undefined;
  }

  #checkKey(socket, environment, { apiKey }) {
    if (!apiKey || !apiKey.trim()) {
      socket.disconnect(true); // has no effect before the CONNECT is answered
      return refusal("Missing API Key", "missing_api_key", "A valid API Key needs to be provided");
    }
    if (environment.apiKeys.includes(apiKey)) return undefined;
    socket.disconnect(true);
    const noun = environment.apiKeys.length === 0 ? "API Key" : "API key"; // as the real server
    return refusal(
      "Invalid API Key",
      "invalid_api_key",
      `Application version does not have such an ${noun} (${apiKey})`,
    );
  }

  #checkSession(socket, environment, { session }) {
    if (environment.sessions.includes(session)) {
      socket.data.userId = userOf(session);
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

/** The user whose session a token is: here the token itself names the user. */
export function userOf(session) {
  return session;
}

function refusal(title, code, message) {
  const error = new Error(`Realtime Connection Error - ${title}`);
  error.data = { origin: "client_error", code, message };
  return error;
}
