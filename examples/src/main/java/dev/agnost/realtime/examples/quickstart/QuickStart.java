package dev.agnost.realtime.examples.quickstart;

import dev.agnost.realtime.InvalidConfigurationException;
import dev.agnost.realtime.TransportSelectionException;
import dev.agnost.realtime.testserver.AgnostServer.Environment;
import dev.agnost.realtime.testserver.EmbeddedAgnostServer;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program: exit code 0 when all went well, 1 when a step failed, 2 for bad arguments. */
@Command(
    name = "quickstart",
    mixinStandardHelpOptions = true,
    version = "Agnost Realtime for Java, quick start 0.1.0",
    sortOptions = false,
    description = {
      "Connects two clients, exchanges messages, interrupts the connection and shows how it heals.",
      "Without options it runs against a server of its own inside this process, which it restarts"
          + " under the clients. With --url it runs against an Agnost cluster and closes and opens a"
          + " connection by hand instead."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all steps done, no thread left",
      "1:a step failed or a thread was left",
      "2:bad arguments"
    })
public final class QuickStart implements Callable<Integer> {

  private static final String LOCAL_ENVIRONMENT = "env-quickstart";
  private static final String LOCAL_KEY = "key-quickstart";
  private static final Duration THREADS_END = Duration.ofSeconds(10);

  @Spec private CommandSpec spec = CommandSpec.create(); // picocli puts the real one here

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "an environment of a cluster: https://<host>/<environment id>")
  private @Nullable String url;

  @Option(
      names = "--api-key",
      paramLabel = "KEY",
      description = "the API key of that environment; or the environment variable AGNOST_API_KEY")
  private @Nullable String apiKey;

  @Option(
      names = "--session",
      paramLabel = "TOKEN",
      description = "a session token, if the environment asks for one; or AGNOST_SESSION")
  private @Nullable String session;

  @Option(
      names = "--transport",
      paramLabel = "NAME",
      description = "netty, jetty or okhttp; default: the best one that is present")
  private @Nullable String transport;

  @Option(
      names = "--step-timeout",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "how long each step may take; default: ${DEFAULT-VALUE}")
  private int stepTimeoutSeconds;

  private final Variables variables;

  /** Where variables such as AGNOST_API_KEY come from. */
  @FunctionalInterface
  interface Variables {
    @Nullable String value(String name);
  }

  QuickStart(Variables variables) {
    this.variables = variables;
  }

  /** Runs the program and exits. */
  public static void main(String[] args) {
    System.exit(commandLine(System::getenv).execute(args));
  }

  /** The command line, for tests too; its writers can be replaced. */
  static CommandLine commandLine(Variables variables) {
    return new CommandLine(new QuickStart(variables))
        .setParameterExceptionHandler(QuickStart::badArguments);
  }

  private static int badArguments(ParameterException bad, String[] args) {
    PrintWriter err = bad.getCommandLine().getErr();
    err.println("error: " + bad.getMessage());
    err.println("See --help.");
    err.flush();
    return CommandLine.ExitCode.USAGE;
  }

  @Override
  public Integer call() {
    if (stepTimeoutSeconds < 1) {
      throw bad("--step-timeout must be at least 1: " + stepTimeoutSeconds, null);
    }
    return url == null ? local() : remote(url);
  }

  private int remote(String baseUrl) {
    String key = apiKey != null ? apiKey : variables.value("AGNOST_API_KEY");
    if (key == null) {
      throw bad("--url needs --api-key, or the environment variable AGNOST_API_KEY", null);
    }
    String token = session != null ? session : variables.value("AGNOST_SESSION");
    Happenings happenings = happenings();
    Target target = new Target(baseUrl, key, token, transport);
    boolean told = tell(target, narrator(), happenings, new ManualReopening(happenings));
    return end(told);
  }

  private int local() {
    if (apiKey != null || session != null) {
      throw bad("--api-key and --session belong to --url, which is missing", null);
    }
    Environment open = Environment.open(LOCAL_ENVIRONMENT, LOCAL_KEY);
    boolean told;
    try (EmbeddedAgnostServer server = EmbeddedAgnostServer.builder().environment(open).start()) {
      Narrator narrator = narrator();
      Happenings happenings = happenings();
      Target target = new Target(server.baseUrl(open.id()), LOCAL_KEY, null, transport);
      told = tell(target, narrator, happenings, new ServerRestart(server, narrator, happenings));
    }
    return end(told);
  }

  /** Tells the whole story; false if a step failed. */
  private boolean tell(
      Target target, Narrator narrator, Happenings happenings, Interruption interruption) {
    try (Demo demo = demo(target, interruption, narrator, happenings)) {
      narrator.print("Agnost Realtime quick start against " + target);
      demo.run();
      return true;
    } catch (StepFailedException failed) {
      fail(failed.getMessage());
      return false;
    }
  }

  private Demo demo(
      Target target, Interruption interruption, Narrator narrator, Happenings happenings) {
    try {
      return new Demo(target, interruption, narrator, happenings);
    } catch (InvalidConfigurationException | TransportSelectionException rejected) {
      throw bad(String.valueOf(rejected.getMessage()), rejected);
    }
  }

  private int end(boolean told) {
    List<String> threads = LeftoverThreads.after(THREADS_END);
    if (!threads.isEmpty()) {
      fail("threads are left: " + String.join(", ", threads));
      return CommandLine.ExitCode.SOFTWARE;
    }
    narrator().print("   No thread is left.");
    if (!told) {
      return CommandLine.ExitCode.SOFTWARE;
    }
    narrator().print(System.lineSeparator() + "All steps done.");
    return CommandLine.ExitCode.OK;
  }

  private Narrator narrator() {
    return new Narrator(spec.commandLine().getOut());
  }

  private Happenings happenings() {
    return new Happenings(Duration.ofSeconds(stepTimeoutSeconds));
  }

  private void fail(@Nullable String why) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("FAILED: " + why);
    err.flush();
  }

  private ParameterException bad(String message, @Nullable Throwable cause) {
    return new ParameterException(spec.commandLine(), message, cause);
  }
}
