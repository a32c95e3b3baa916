/** What applications call and what those who write transports implement. No dependency. */
module dev.agnost.realtime.api {
  requires static org.jspecify;

  exports dev.agnost.realtime;
  exports dev.agnost.realtime.transport;
  exports dev.agnost.realtime.transport.support;

  uses dev.agnost.realtime.AgnostClientProvider;
}
