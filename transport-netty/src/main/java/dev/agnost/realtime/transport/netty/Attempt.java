package dev.agnost.realtime.transport.netty;

/** Something under way that ends with the transport. */
interface Attempt {

  void transportClosed();
}
