package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.core.concurrent.SerialExecutor;
import dev.agnost.realtime.core.connection.Connection;
import dev.agnost.realtime.core.protocol.Packet;
import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportException;

/** Carries the signals of links into the mailbox. */
final class ConnectionSignalRelay implements Connection.Sink {

  private final SerialExecutor mailbox;
  private final SessionDriver shell;

  ConnectionSignalRelay(SerialExecutor mailbox, SessionDriver shell) {
    this.mailbox = mailbox;
    this.shell = shell;
  }

  @Override
  public void opened(Connection link, TransportConnection connection) {
    mailbox.submit(() -> shell.opened(link));
  }

  @Override
  public void received(Connection link, Packet packet, int bytes) {
    mailbox.submit(() -> shell.received(link, packet, bytes));
  }

  @Override
  public void closed(Connection link, CloseStatus status) {
    mailbox.submit(() -> shell.closed(link, status));
  }

  @Override
  public void failed(Connection link, TransportException failure) {
    mailbox.submit(() -> shell.failed(link, failure));
  }

  @Override
  public void drained(Connection link) {
    mailbox.submit(() -> shell.drained(link));
  }
}
