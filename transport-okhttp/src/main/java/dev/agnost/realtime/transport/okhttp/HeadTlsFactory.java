package dev.agnost.realtime.transport.okhttp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Makes TLS sockets with exact heads, out of those of another factory. */
final class HeadTlsFactory extends SSLSocketFactory {

  private final SSLSocketFactory factory;
  private final ExactHead exact;

  HeadTlsFactory(SSLSocketFactory factory, ExactHead exact) {
    this.factory = factory;
    this.exact = exact;
  }

  @Override
  public Socket createSocket(Socket below, String host, int port, boolean autoClose)
      throws IOException {
    Socket socket = factory.createSocket(below, host, port, autoClose);
    return new HeadTlsSocket((SSLSocket) socket, exact);
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return factory.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return factory.getSupportedCipherSuites();
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
  public Socket createSocket(
      InetAddress address, int port, InetAddress localAddress, int localPort) {
    throw AttemptSockets.unused();
  }
}
