package dev.agnost.realtime.doctor;

/** The steps of an examination, in order. */
enum Step {
  DNS("DNS", 10),
  TCP("TCP", 11),
  PROXY("proxy", 12),
  TLS("TLS", 13),
  UPGRADE("upgrade", 14),
  OPEN("open", 15),
  CONNECT("CONNECT", 16),
  ECHO("echo", 17),
  MEMBERS("members", 18);

  private final String title;
  private final int exitCode;

  Step(String title, int exitCode) {
    this.title = title;
    this.exitCode = exitCode;
  }

  /** The name of the step in reports. */
  String title() {
    return title;
  }

  /** The exit code of the program when this step fails. */
  int exitCode() {
    return exitCode;
  }
}
