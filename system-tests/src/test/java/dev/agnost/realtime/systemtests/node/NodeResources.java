package dev.agnost.realtime.systemtests.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Files of the npm project that travels inside this module. */
record NodeResources(List<String> names) {
  /** What npm needs to install the packages. */
  static final NodeResources PACKAGES =
      new NodeResources(List.of("package.json", "package-lock.json"));

  /** The server itself, and the client. */
  static final NodeResources SERVER =
      new NodeResources(
          List.of(
              "server.mjs",
              "client.mjs",
              "control.mjs",
              "ingress.mjs",
              "gate.mjs",
              "realtime.mjs",
              "redis.mjs",
              "channels.mjs",
              "admission.mjs",
              "platform.mjs",
              "http-answers.mjs",
              "faults.mjs",
              "observations.mjs"));

  private static final String FOLDER = "/dev/agnost/realtime/systemtests/node/";
  private static final int HASH_DIGITS = 12;

  NodeResources {
    names = List.copyOf(names);
  }

  /** A short name that changes whenever the content of a file changes. */
  String hash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String name : names) {
        digest.update(content(name));
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, HASH_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Writes the files that are missing or differ; the folder must exist. */
  void extractTo(Path folder) throws IOException {
    for (String name : names) {
      Path target = folder.resolve(name);
      byte[] content = content(name);
      if (!Files.exists(target) || !Arrays.equals(Files.readAllBytes(target), content)) {
        Files.write(target, content);
      }
    }
  }

  private static byte[] content(String name) {
    try (InputStream in = NodeResources.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException("not in this module: " + FOLDER + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
