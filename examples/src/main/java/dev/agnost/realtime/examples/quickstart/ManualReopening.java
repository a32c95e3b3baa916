package dev.agnost.realtime.examples.quickstart;

import dev.agnost.realtime.examples.quickstart.Happening.Kind;
import java.util.concurrent.CompletableFuture;

/** Closes ann's connection and opens it again, which works with any server. */
final class ManualReopening implements Interruption {

  private final Happenings happenings;

  ManualReopening(Happenings happenings) {
    this.happenings = happenings;
  }

  @Override
  public String title() {
    return "Close a connection by hand and open it again";
  }

  @Override
  public CompletableFuture<Void> run(
      Participant ann, Participant bob, String channel, String text) {
    ann.close();
    int closed = happenings.count();
    ann.open();
    CompletableFuture<Void> receipt = ann.say(channel, text);
    happenings.await(closed, "ann is connected again", h -> h.is(ann.name(), Kind.CONNECTED));
    return receipt;
  }
}
