package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.transport.TransportProvider;

/** The kit on the subject of the calling thread; started by {@link KitRun}, never by the build. */
class SubjectTck extends TransportTck {

  private final Subject subject = KitRun.current();

  @Override
  protected TransportProvider provider() {
    return subject.provider().get();
  }

  @Override
  protected void configure(TckSettings settings) {
    subject.settings().accept(settings.reportName(subject.name()));
  }
}
