package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.core.protocol.Packet;
import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportException;

/** Carries the signals of links into the mailbox. */
final class LinkSignals implements Link.Sink {

  private final Mailbox mailbox;
  private final SessionShell shell;

  LinkSignals(Mailbox mailbox, SessionShell shell) {
    this.mailbox = mailbox;
    this.shell = shell;
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
    mailbox.submit(() -> shell.closed(link, status));
  }

  @Override
  public void failed(Link link, TransportException failure) {
    mailbox.submit(() -> shell.failed(link, failure));
  }

  @Override
  public void drained(Link link) {
    mailbox.submit(() -> shell.drained(link));
  }
}
