package dev.agnost.realtime.doctor;

import dev.agnost.realtime.ProxyConfig;
import dev.agnost.realtime.transport.Header;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that both commands have. */
final class TargetOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create(); // picocli puts the real one here

  @Option(
      names = "--url", // not required: picocli would then want it before a subcommand, too
      paramLabel = "URL",
      description = "the environment: https://<host>/<environment id>")
  private @Nullable String url;

  @Option(
      names = "--api-key",
      paramLabel = "KEY",
      description = "the API key; better in the environment variable AGNOST_API_KEY")
  private @Nullable String apiKey;

  @Option(
      names = "--session",
      paramLabel = "TOKEN",
      description = "a session token, if the environment asks for one; or AGNOST_SESSION")
  private @Nullable String session;

  @Option(
      names = "--transport",
      paramLabel = "NAME",
      description = "netty, jetty or okhttp; default: netty")
  private @Nullable String transport;

  @Option(
      names = "--proxy",
      paramLabel = "URL",
      description = "http://<host>:<port> or socks5://<host>:<port>; default: none")
  private @Nullable String proxy;

  @Option(
      names = "--proxy-user",
      paramLabel = "NAME",
      description = "for the proxy, with the password in AGNOST_PROXY_PASSWORD")
  private @Nullable String proxyUser;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "trust the certificates of this PEM file only; default: those of the JVM")
  private @Nullable Path ca;

  @Option(
      names = "--header",
      paramLabel = "NAME=VALUE",
      description = "sent with the upgrade, such as Origin=https://example.com; may be repeated")
  private Map<String, String> headers = new LinkedHashMap<>();

  @Option(
      names = "--allow-unencrypted",
      description = "accept http for other hosts than this machine")
  private boolean allowUnencrypted;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "for each step; default: ${DEFAULT-VALUE}")
  private int timeoutSeconds;

  /**
   * Returns the target that the options describe.
   *
   * @throws ParameterException if something is missing or unusable
   */
  Target target(Map<String, String> environment) {
    if (url == null) {
      throw bad("--url is needed: https://<host>/<environment id>");
    }
    String key = apiKey != null ? apiKey : environment.get("AGNOST_API_KEY");
    if (key == null) {
      throw bad("--api-key, or the environment variable AGNOST_API_KEY, is needed");
    }
    if (timeoutSeconds < 1 || timeoutSeconds > 3_600) {
      throw bad("--timeout must be from 1 to 3600: " + timeoutSeconds);
    }
    try {
      return new Target(
          url,
          key,
          session != null ? session : environment.get("AGNOST_SESSION"),
          transport,
          proxy(environment),
          ca == null ? Trust.platform() : Trust.pem(ca),
          headers(),
          allowUnencrypted,
          Duration.ofSeconds(timeoutSeconds));
    } catch (IOException | GeneralSecurityException unreadable) {
      throw bad("--ca " + ca + " cannot be read: " + unreadable.getMessage());
    }
  }

  private List<Header> headers() {
    try {
      return headers.entrySet().stream()
          .map(entry -> new Header(entry.getKey(), entry.getValue()))
          .toList();
    } catch (IllegalArgumentException unusable) {
      throw bad("--header: " + unusable.getMessage());
    }
  }

  private @Nullable ProxyConfig proxy(Map<String, String> environment) {
    if (proxy == null) {
      return null;
    }
    ProxyConfig config = proxy(URI.create(proxy));
    if (proxyUser == null) {
      return config;
    }
    return config.withCredentials(proxyUser, environment.getOrDefault("AGNOST_PROXY_PASSWORD", ""));
  }

  private ProxyConfig proxy(URI uri) {
    String scheme = String.valueOf(uri.getScheme());
    if (uri.getHost() == null || uri.getPort() < 1 || uri.getUserInfo() != null) {
      throw bad("--proxy must be http://<host>:<port> or socks5://<host>:<port>");
    }
    return switch (scheme) {
      case "http" -> ProxyConfig.http(uri.getHost(), uri.getPort());
      case "socks5" -> ProxyConfig.socks5(uri.getHost(), uri.getPort());
      default -> throw bad("--proxy must begin with http:// or socks5://");
    };
  }

  private ParameterException bad(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
