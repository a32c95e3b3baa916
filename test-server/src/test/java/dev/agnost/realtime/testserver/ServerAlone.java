package dev.agnost.realtime.testserver;

/** A program that starts and stops the embedded server; for a JVM of its own. */
final class ServerAlone {

  private ServerAlone() {}

  public static void main(String[] arguments) throws Exception {
    try (EmbeddedAgnostServer server = EmbeddedAgnostServer.builder().start()) {
      System.out.println("serves " + server.baseUrl("env-1"));
    }
  }
}
