module consumer {
  requires dev.agnost.realtime.api;
  requires dev.agnost.realtime.testserver;
}
