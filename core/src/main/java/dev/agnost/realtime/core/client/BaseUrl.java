package dev.agnost.realtime.core.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of an environment, {@code http(s)://host[:port]/envId}.
 *
 * @param uri as given, without outer blanks and trailing slash
 * @param envId the only path segment
 */
record BaseUrl(URI uri, String envId) {

  private static final Pattern ENV_ID = Pattern.compile("[A-Za-z0-9._~-]+");
  private static final Pattern LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}");
  private static final String EXAMPLE = "https://cluster.example.com/env-abc";

  /**
   * Reads a base URL.
   *
   * @param problems receives one sentence for each mistake, without the secrets that a URL may hold
   * @return null if there was a mistake
   */
  static @Nullable BaseUrl parse(@Nullable String text, Consumer<String> problems) {
    if (text == null || text.isBlank()) {
      problems.accept("the base URL is missing; it looks like " + EXAMPLE);
      return null;
    }
    String trimmed = text.strip();
    if (!trimmed.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '\\')) {
      problems.accept(
          "the base URL has a blank, control, backslash or non-ASCII character; it looks like "
              + EXAMPLE);
      return null;
    }
    URI uri;
    try {
      uri = new URI(trimmed);
    } catch (URISyntaxException malformed) {
      problems.accept("the base URL is malformed near character " + malformed.getIndex());
      return null;
    }
    return check(uri, problems);
  }

  private static @Nullable BaseUrl check(URI uri, Consumer<String> problems) {
    int[] count = {0};
    Consumer<String> counting =
        problem -> {
          count[0]++;
          problems.accept(problem);
        };
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (scheme.isEmpty()) {
      problems.accept("the base URL must start with https:// or http://");
      return null; // what else is odd follows from that
    }
    if (!scheme.equals("http") && !scheme.equals("https")) {
      counting.accept("the base URL must start with https:// or http://, not " + scheme + ":");
    }
    checkAuthority(uri, counting);
    if (uri.getRawQuery() != null) {
      counting.accept("the base URL must not have a query");
    }
    if (uri.getRawFragment() != null) {
      counting.accept("the base URL must not have a fragment");
    }
    String envId = envId(uri, counting);
    return count[0] == 0 ? new BaseUrl(uri, envId) : null;
  }

  private static void checkAuthority(URI uri, Consumer<String> problems) {
    if (uri.getRawUserInfo() != null
        || (uri.getRawAuthority() != null && uri.getRawAuthority().contains("@"))) {
      problems.accept("the base URL must not have user info; give credentials to the builder");
    } else if (uri.getHost() == null) {
      problems.accept("the base URL must have a valid host name");
    }
    if (uri.getPort() == 0 || uri.getPort() > 65535) {
      problems.accept("the port of the base URL must be from 1 to 65535: " + uri.getPort());
    }
  }

  private static String envId(URI uri, Consumer<String> problems) {
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    String inner = path.startsWith("/") ? path.substring(1) : path;
    String single = inner.endsWith("/") ? inner.substring(0, inner.length() - 1) : inner;
    if (single.isEmpty()) {
      problems.accept("the base URL must end with the environment id, as in " + EXAMPLE);
    } else if (single.contains("/")) {
      problems.accept(
          "the path of the base URL must be the environment id alone; it has "
              + List.of(single.split("/", -1)).size()
              + " segments");
    } else if (!ENV_ID.matcher(single).matches()) {
      problems.accept(
          "the environment id in the base URL may have letters, digits, '-', '_', '.' and '~' only");
    }
    return single;
  }

  boolean secure() {
    return uri.getScheme().equalsIgnoreCase("https");
  }

  /** Whether the host is this machine, by its name alone. */
  boolean isLoopback() {
    String host = uri.getHost();
    // not startsWith("127."): 127.example.com is a name, and that of a stranger
    return host.equalsIgnoreCase("localhost")
        || LOOPBACK.matcher(host).matches()
        || host.equals("[::1]");
  }

  /** Host, and port if it was given, for messages. */
  String host() {
    return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
  }

  /** Where the WebSocket is; the slash before the query is required by the server. */
  URI webSocketUri() {
    return URI.create(
        (secure() ? "wss://" : "ws://") + host() + "/realtime/realtime/?EIO=4&transport=websocket");
  }

  /** Where members are asked for. */
  URI membersUri() {
    return URI.create(
        (secure() ? "https://" : "http://")
            + host()
            + "/"
            + envId
            + "/agnost/realtime/get-members");
  }
}
