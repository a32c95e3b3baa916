package dev.agnost.realtime.transport.jetty;

/** Something under way that ends with the transport. */
interface Attempt {

  void transportClosed();
}
