package dev.agnost.realtime.doctor;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.InvalidConfigurationException;
import dev.agnost.realtime.TransportSelectionException;
import dev.agnost.realtime.transport.TransportProvider;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program. Exit codes: see {@link Step#exitCode()}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Examines the way from this machine to an Agnost environment, step by step: DNS, TCP, proxy,"
          + " TLS, WebSocket upgrade, Engine.IO open, CONNECT, the echo of a message, members.",
      "The first step that fails is explained. No secret is printed."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all steps passed",
      "2:bad arguments",
      "10:DNS failed",
      "11:TCP failed",
      "12:the proxy failed",
      "13:TLS failed",
      "14:the upgrade failed",
      "15:the Engine.IO open packet did not come",
      "16:CONNECT was refused or not answered",
      "17:the echo of a message did not come",
      "18:the members request failed"
    })
public final class Doctor implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create(); // picocli puts the real one here
  @Mixin private TargetOptions options = new TargetOptions();

  @Option(names = "--json", description = "print one JSON object instead of text")
  private boolean json;

  private final Map<String, String> environment;

  Doctor(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Runs the program and exits. */
  public static void main(String[] args) {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
    System.exit(commandLine(System.getenv(), in).execute(args));
  }

  /** The command line, for tests too; its writers can be replaced. */
  static CommandLine commandLine(Map<String, String> environment, BufferedReader in) {
    return new CommandLine(new Doctor(environment))
        .addSubcommand(new Listen(environment, in))
        .setParameterExceptionHandler(Doctor::badArguments);
  }

  private static int badArguments(ParameterException bad, String[] args) {
    PrintWriter err = bad.getCommandLine().getErr();
    err.println("error: " + messageOf(bad));
    err.println("See --help.");
    err.flush();
    return CommandLine.ExitCode.USAGE;
  }

  /** Without the values of mistyped options, which may be secrets. */
  private static String messageOf(ParameterException bad) {
    if (bad instanceof UnmatchedArgumentException unmatched) {
      String names =
          unmatched.getUnmatched().stream()
              .filter(each -> each.startsWith("-"))
              .map(each -> each.split("=", 2)[0])
              .collect(Collectors.joining(", "));
      return names.isEmpty() ? "unknown arguments" : "unknown options: " + names;
    }
    return String.valueOf(bad.getMessage());
  }

  @Override
  public Integer call() {
    Target target = options.target(environment);
    try (AgnostClient members = target.client(target.builder().autoConnect(false))) {
      return examine(target, members);
    } catch (InvalidConfigurationException | TransportSelectionException rejected) {
      throw rejected(spec, rejected);
    }
  }

  static ParameterException rejected(CommandSpec spec, RuntimeException rejected) {
    return new ParameterException(
        spec.commandLine(), String.valueOf(rejected.getMessage()), rejected);
  }

  private int examine(Target target, AgnostClient members) {
    PrintWriter out = spec.commandLine().getOut();
    TransportProvider provider = Transports.choose(target);
    TextReport text = new TextReport(out);
    Consumer<StepReport> progress = json ? report -> {} : text::step;
    Examination examination = new Examination(target.redaction(), progress);
    if (!json) {
      text.begin(target, provider.name());
    }
    int exitCode = walk(target, members, provider, examination);
    List<StepReport> reports = examination.reports();
    if (json) {
      out.println(JsonReport.of(target, provider.name(), reports, exitCode));
      out.flush();
    } else {
      text.end(reports, exitCode);
    }
    return exitCode;
  }

  private static int walk(
      Target target, AgnostClient members, TransportProvider provider, Examination examination) {
    try (ObservedTransport transport = new ObservedTransport(Transports.create(provider, target))) {
      new NetworkProbe(target, examination).run();
      new ClientProbe(target, examination).run(members, provider.name(), transport);
      return CommandLine.ExitCode.OK;
    } catch (StepFailedException reported) {
      List<StepReport> reports = examination.reports();
      return reports.get(reports.size() - 1).step().exitCode();
    }
  }
}
