package dev.agnost.realtime.transport.okhttp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/** Puts the guard of the frames above the TLS of another factory. */
final class GuardedTlsFactory extends SSLSocketFactory {

  private final SSLSocketFactory tls;
  private final FrameGuard guard;

  GuardedTlsFactory(SSLSocketFactory tls, FrameGuard guard) {
    this.tls = tls;
    this.guard = guard;
  }

  @Override
  public Socket createSocket(Socket below, String host, int port, boolean autoClose)
      throws IOException {
    return new GuardedSocket(tls.createSocket(below, host, port, autoClose), null, guard);
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return tls.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return tls.getSupportedCipherSuites();
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw AttemptSockets.unused();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
    throw AttemptSockets.unused();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw AttemptSockets.unused();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
    throw AttemptSockets.unused();
  }
}
