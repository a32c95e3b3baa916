package dev.agnost.realtime.transport.okhttp;

import dev.agnost.realtime.transport.support.ProxyTunnel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import javax.net.ssl.HandshakeCompletedListener;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A socket of some factory that connects through a tunnel, or whose bytes pass the guard of the
 * frames, or both. Forwards what OkHttp, JSSE and Android use of a socket.
 *
 * <p>One class for both kinds: around a plain socket the methods of TLS are never called.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // the one below has its own locks
final class GuardedSocket extends SSLSocket {

  private final Socket socket;
  private final @Nullable ProxyTunnel tunnel;
  private final @Nullable FrameGuard guard;

  GuardedSocket(Socket socket, @Nullable ProxyTunnel tunnel, @Nullable FrameGuard guard) {
    this.socket = socket;
    this.tunnel = tunnel;
    this.guard = guard;
  }

  @Override
  public void connect(SocketAddress endpoint, int timeout) throws IOException {
    if (tunnel == null) {
      socket.connect(endpoint, timeout);
    } else {
      tunnel.open(socket, timeout);
    }
  }

  @Override
  public InputStream getInputStream() throws IOException {
    InputStream in = socket.getInputStream();
    return guard == null ? in : guard.input(in);
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    OutputStream out = socket.getOutputStream();
    return guard == null ? out : guard.output(out);
  }

  private SSLSocket tls() {
    return (SSLSocket) socket;
  }

  @Override
  public void close() throws IOException {
    socket.close();
    if (guard != null) {
      guard.socketClosed();
    }
  }

  @Override
  public void shutdownInput() throws IOException {
    socket.shutdownInput();
  }

  @Override
  public void shutdownOutput() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public boolean isInputShutdown() {
    return socket.isInputShutdown();
  }

  @Override
  public boolean isOutputShutdown() {
    return socket.isOutputShutdown();
  }

  @Override
  public boolean isClosed() {
    return socket.isClosed();
  }

  @Override
  public boolean isConnected() {
    return socket.isConnected();
  }

  @Override
  public void setSoTimeout(int timeout) throws SocketException {
    socket.setSoTimeout(timeout);
  }

  @Override
  public int getSoTimeout() throws SocketException {
    return socket.getSoTimeout();
  }

  @Override
  public String toString() {
    return socket.toString();
  }

  @Override
  public void startHandshake() throws IOException {
    tls().startHandshake();
  }

  @Override
  public SSLSession getSession() {
    return tls().getSession();
  }

  @Override
  public SSLParameters getSSLParameters() {
    return tls().getSSLParameters();
  }

  @Override
  public void setSSLParameters(SSLParameters parameters) {
    tls().setSSLParameters(parameters);
  }

  @Override
  public String getApplicationProtocol() {
    return tls().getApplicationProtocol();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return tls().getSupportedCipherSuites();
  }

  @Override
  public String[] getEnabledCipherSuites() {
    return tls().getEnabledCipherSuites();
  }

  @Override
  public String[] getSupportedProtocols() {
    return tls().getSupportedProtocols();
  }

  @Override
  public String[] getEnabledProtocols() {
    return tls().getEnabledProtocols();
  }

  @Override
  public void setEnabledCipherSuites(String[] suites) {
    tls().setEnabledCipherSuites(suites);
  }

  @Override
  public void setEnabledProtocols(String[] protocols) {
    tls().setEnabledProtocols(protocols);
  }

  @Override
  public void addHandshakeCompletedListener(HandshakeCompletedListener listener) {
    tls().addHandshakeCompletedListener(listener);
  }

  @Override
  public void removeHandshakeCompletedListener(HandshakeCompletedListener listener) {
    tls().removeHandshakeCompletedListener(listener);
  }

  @Override
  public boolean getUseClientMode() {
    return tls().getUseClientMode();
  }

  @Override
  public void setUseClientMode(boolean on) {
    tls().setUseClientMode(on);
  }

  @Override
  public boolean getNeedClientAuth() {
    return tls().getNeedClientAuth();
  }

  @Override
  public void setNeedClientAuth(boolean on) {
    tls().setNeedClientAuth(on);
  }

  @Override
  public boolean getWantClientAuth() {
    return tls().getWantClientAuth();
  }

  @Override
  public void setWantClientAuth(boolean on) {
    tls().setWantClientAuth(on);
  }

  @Override
  public boolean getEnableSessionCreation() {
    return tls().getEnableSessionCreation();
  }

  @Override
  public void setEnableSessionCreation(boolean on) {
    tls().setEnableSessionCreation(on);
  }
}
