/** Programs that show the SDK at work. */
module dev.agnost.realtime.examples {
  requires com.fasterxml.jackson.annotation;
  requires dev.agnost.realtime.api;
  requires dev.agnost.realtime.testserver;
  requires info.picocli;
  requires static org.jspecify;

  // picocli sets the options, and payloads are bound to the records.
  opens dev.agnost.realtime.examples.bot;
  opens dev.agnost.realtime.examples.chat;
  opens dev.agnost.realtime.examples.quickstart;
  opens dev.agnost.realtime.examples.readme;
  opens dev.agnost.realtime.examples.typed;
}
