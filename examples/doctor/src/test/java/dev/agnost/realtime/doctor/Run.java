package dev.agnost.realtime.doctor;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/**
 * One run of the program inside this process.
 *
 * @param out the standard output, without what differs between runs
 */
record Run(int exitCode, String out, String err) {

  static final String SECRET = "key-of-the-doctor-test";

  static Run of(String... args) {
    return of(Map.of("AGNOST_API_KEY", SECRET), args);
  }

  static Run of(Map<String, String> environment, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commandLine =
        Doctor.commandLine(environment, new BufferedReader(new StringReader("")))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err));
    int exitCode = commandLine.execute(args);
    return new Run(exitCode, steady(out.toString()), err.toString());
  }

  /** With the options that all tests need. */
  static Run against(String url, String... more) {
    List<String> args = new ArrayList<>(List.of("--url", url));
    args.addAll(List.of(more));
    if (!args.contains("--timeout")) {
      args.addAll(List.of("--timeout", "20"));
    }
    return of(args.toArray(String[]::new));
  }

  private static String steady(String text) {
    return text.replace(System.lineSeparator(), "\n")
        .replaceAll("(?m)^(  \\S+ +\\S+) +\\d+ ms", "$1    TIME")
        .replaceAll("\"millis\":\\d+", "\"millis\":TIME")
        .replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:PORT")
        .replaceAll("(\\[?)(::1|0:0:0:0:0:0:0:1)(]?):\\d{4,}", "$1$2$3:PORT")
        .replaceAll("socket id [\\w-]+", "socket id SOCKET_ID")
        .replaceAll("(doctor\\.invalid): .*(\n {16}.*)*", "$1: REASON OF THE SYSTEM");
  }
}
