package dev.agnost.realtime.core.sim.check;

import dev.agnost.realtime.core.sim.trace.TraceRecord;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The last profile is sent once for each connection, before all else: I53. */
final class ProfileInvariants implements Invariants {

  private final ClientView view;
  private final Findings findings;
  private @Nullable TraceRecord wish; // the last updateProfile
  private @Nullable TraceRecord before; // the one before it, while that call has not returned
  private boolean due; // it was set before this connection and is not written yet
  private int allowed; // how often it may be written on this connection
  private boolean fresh; // the connection has just come to stand

  ProfileInvariants(ClientView view, Findings findings) {
    this.view = view;
    this.findings = findings;
  }

  @Override
  public void see(TraceRecord rec) {
    switch (rec.kind()) {
      case API_CALL -> {
        if (rec.is("op", "updateProfile")) {
          before = wish;
          wish = rec;
          allowed++;
        }
      }
      case API_RETURN -> {
        if (rec.is("op", "updateProfile") && rec.has("failed")) {
          wish = before;
          allowed--;
        }
      }
      case WIRE_RX -> {
        Epoch of = view.epoch;
        if (of != null && of.connectedAt == rec.t() && rec.is("packet", "connect")) {
          due = wish != null;
          allowed = due ? 1 : 0;
          fresh = true;
        }
      }
      case WIRE_TX -> {
        if (view.epoch == view.current && rec.is("packet", "event")) {
          written(rec);
        }
      }
      default -> {}
    }
  }

  private void written(TraceRecord rec) {
    if (!rec.is("event", "update")) {
      missing(rec.text("event") + " was written before the profile");
      return;
    }
    due = false;
    allowed--;
    TraceRecord last = wish;
    Epoch to = view.epoch;
    if (allowed < 0 || last == null || to == null || !to.wasConnected()) {
      findings.breach("I53", "a profile was written that was not asked for");
    } else if (last.has("data") && rec.has("data") && !rec.is("data", last.text("data"))) {
      findings.breach("I53", "the profile that was written is not the last one");
    } else if (!Objects.equals(last.optionalFlag("echo"), rec.optionalFlag("echo"))) {
      findings.breach("I37", "echo of the profile is not as given");
    }
  }

  private void missing(String text) {
    if (due) {
      findings.breach("I53", text);
      due = false;
    }
  }

  @Override
  public void settle(long now) {
    Epoch open = view.current;
    if (fresh && open != null && open.isLive() && !open.threw) {
      missing("connected, and the profile was not written");
    }
    fresh = false;
  }
}
