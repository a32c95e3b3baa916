package dev.agnost.realtime.doctor;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.InvalidConfigurationException;
import dev.agnost.realtime.Message;
import dev.agnost.realtime.Realtime;
import dev.agnost.realtime.TransportSelectionException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Listens to a channel, and sends each line of the standard input to it. */
@Command(
    name = "listen",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Prints everything that is sent to a channel, and sends each line of the standard input to it.",
      "Ends with the input, after the server has handled what was sent."
    })
final class Listen implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create(); // picocli puts the real one here
  @Mixin private TargetOptions options = new TargetOptions();

  @Option(names = "--channel", required = true, paramLabel = "NAME", description = "the channel")
  private String channel = "";

  @Option(
      names = "--event",
      paramLabel = "NAME",
      defaultValue = "message",
      description = "the event name of what is sent; default: ${DEFAULT-VALUE}")
  private String event = "";

  @Option(names = "--json", description = "print each message as one JSON object")
  private boolean json;

  private final Map<String, String> environment;
  private final BufferedReader in;

  Listen(Map<String, String> environment, BufferedReader in) {
    this.environment = environment;
    this.in = in;
  }

  @Override
  public Integer call() throws IOException {
    Target target = options.target(environment);
    Redaction redaction = target.redaction();
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    AgnostClient.Builder builder =
        target
            .builder()
            .echoMessages(false)
            .onConnect(() -> print(err, "* connected"))
            .onDisconnect(reason -> print(err, "* " + reason))
            .onError(error -> print(err, "* " + redaction.apply(error.toString())));
    try (AgnostClient client = target.client(builder)) {
      Realtime rt = client.realtime(setUp -> setUp.onAny(message -> print(out, line(message))));
      rt.join(channel);
      sendLines(rt, err);
    } catch (InvalidConfigurationException | TransportSelectionException rejected) {
      throw Doctor.rejected(spec, rejected);
    }
    return CommandLine.ExitCode.OK;
  }

  private void sendLines(Realtime rt, PrintWriter err) throws IOException {
    for (String text = in.readLine(); text != null; text = in.readLine()) {
      var unused =
          rt.send(channel, event, text)
              .whenComplete((sent, dropped) -> reportIfDropped(err, dropped));
    }
  }

  private static void reportIfDropped(PrintWriter err, @Nullable Throwable dropped) {
    if (dropped != null) {
      print(err, "* not sent: " + dropped.getMessage());
    }
  }

  private String line(Message message) {
    String from = message.channel() == null ? "(broadcast)" : message.channel();
    return json
        ? JsonReport.line(from, message.event(), message.asJson())
        : from + " " + message.event() + " " + message.asJson();
  }

  private static void print(PrintWriter writer, String line) {
    writer.println(line);
    writer.flush();
  }
}
