/** Programs that show the SDK at work. */
module dev.agnost.realtime.examples {
  requires dev.agnost.realtime.api;
  requires dev.agnost.realtime.tck;
  requires info.picocli;
  requires static org.jspecify;

  // picocli sets the options, and payloads are bound to the records.
  opens dev.agnost.realtime.examples.quickstart;
  opens dev.agnost.realtime.examples.readme;
}
