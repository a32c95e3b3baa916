import { answerJson } from "./http-answers.mjs";

const MAX_BODY_BYTES = 1_000_000;

/** `POST /<envId>/agnost/realtime/get-members` as the API server of an environment answers it. */
export async function answerGetMembers(request, response, { envId, admission, members }) {
  const environment = admission.environment(envId);
  if (!environment) {
    response.writeHead(404, { "Content-Type": "text/html" }); // as the ingress: not JSON
    response.end("<html><head><title>404 Not Found</title></head></html>");
    return;
  }
  const text = await bodyOf(request);
  const problem =
    checkEnvironment(environment) ?? checkContentType(request) ?? checkSyntax(text) ??
    checkKey(environment, request);
  if (problem) {
    const { status, code, message } = problem;
    answerJson(response, status, { errors: [{ origin: "client_error", code, message }] });
    return;
  }
  const channel = channelIn(text);
  if (channel === "") answerJson(response, 400, blankChannel());
  else answerJson(response, 200, await members(envId, channel));
}

async function bodyOf(request) {
  const chunks = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) throw new Error(`body over ${MAX_BODY_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function checkEnvironment({ suspended }) {
  if (!suspended) return undefined;
  return {
    status: 403,
    code: "suspended_environment",
    message:
      "Access to API server has been suspended, no operation can be executed until suspension" +
      " has been revoked",
  };
}

function checkContentType(request) {
  const type = request.headers["content-type"] ?? "application/json";
  if (type.startsWith("application/json")) return undefined;
  return {
    status: 415,
    code: "unsupported_media_type",
    message: "The server does not accept the submitted Content-Type header.",
  };
}

function checkSyntax(text) {
  try {
    parse(text);
    return undefined;
  } catch (error) {
    return {
      status: 400,
      code: "invalid_request_body_syntax",
      message:
        "The server could not understand the request due to invalid syntax of JSON document in" +
        ` request body. ${error.message}`,
    };
  }
}

function checkKey(environment, request) {
  const key =
    request.headers.authorization || new URL(request.url, "http://x").searchParams.get("apikey");
  if (!key) {
    return {
      status: 401,
      code: "missing_api_key",
      message:
        "No API Key was found in 'Authorization' header or 'apikey' query parameter.",
    };
  }
  if (environment.apiKeys.includes(key)) return undefined;
  return {
    status: 401,
    code: "invalid_api_key",
    message: "API key is not valid, application version does not have such a key.",
  };
}

function parse(text) {
  const body = text === "" ? {} : JSON.parse(text);
  if (body === null || typeof body !== "object") throw new Error("not an object or array");
  return body;
}

function channelIn(text) {
  return String(parse(text).channel ?? "").trim();
}

function blankChannel() {
  return {
    error: "Invalid Input",
    details: "The request parameters has failed to pass the validation rules.",
    code: "validation_error",
    fields: [
      {
        value: "",
        msg: "Channel name is required, cannot be left empty.",
        param: "channel",
        location: "body",
      },
    ],
  };
}
