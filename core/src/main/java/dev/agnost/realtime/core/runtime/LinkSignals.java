package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.core.protocol.Packet;
import dev.agnost.realtime.core.session.Input;
import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportException;

/** Carries the signals of links into the mailbox. */
final class LinkSignals implements Link.Sink {

  private final Mailbox mailbox;
  private final SessionShell shell;
  private final String host;

  LinkSignals(Mailbox mailbox, SessionShell shell, String host) {
    this.mailbox = mailbox;
    this.shell = shell;
    this.host = host;
  }

  @Override
  public void opened(Link link, TransportConnection connection) {
    mailbox.submit(() -> shell.opened(link));
  }

  @Override
  public void received(Link link, Packet packet, int bytes) {
    mailbox.submit(() -> shell.received(link, packet, bytes));
  }

  @Override
  public void closed(Link link, CloseStatus status) {
    mailbox.submit(
        () -> shell.terminal(link, Input.TRANSPORT_CLOSED, Incident.closed(status, host)));
  }

  @Override
  public void failed(Link link, TransportException failure) {
    mailbox.submit(
        () -> shell.terminal(link, Input.TRANSPORT_FAILED, Incident.failed(failure, host)));
  }

  @Override
  public void drained(Link link) {
    mailbox.submit(() -> shell.drained(link));
  }
}
