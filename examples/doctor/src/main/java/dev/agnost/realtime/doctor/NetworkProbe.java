package dev.agnost.realtime.doctor;

import dev.agnost.realtime.ProxyConfig;
import dev.agnost.realtime.transport.support.Endpoint;
import dev.agnost.realtime.transport.support.ProxyTunnel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Walks from DNS to TLS with plain sockets, so that each step has a time and a finding of its own.
 * What it opens is closed again.
 */
final class NetworkProbe {

  private final Target target;
  private final Endpoint endpoint;
  private final int timeoutMillis;
  private final Examination examination;

  NetworkProbe(Target target, Examination examination) {
    this.target = target;
    this.endpoint = target.endpoint();
    this.timeoutMillis = Math.toIntExact(target.timeout().toMillis());
    this.examination = examination;
  }

  void run() throws StepFailedException {
    ProxyConfig proxy = target.proxy();
    String hop = proxy == null ? endpoint.host() : proxy.host();
    int port = proxy == null ? endpoint.port() : proxy.port();
    examination.run(Step.DNS, () -> lookUp(hop));
    examination.run(Step.TCP, () -> connect(hop, port));
    if (proxy == null) {
      examination.skip(Step.PROXY, "no --proxy given; the settings of the JVM are not used");
    } else {
      examination.run(Step.PROXY, () -> tunnel(proxy));
    }
    if (endpoint.secure()) {
      examination.run(Step.TLS, this::handshake);
    } else {
      examination.skip(Step.TLS, "http: nothing is encrypted");
    }
  }

  private static String lookUp(String host) throws IOException {
    String addresses =
        Arrays.stream(InetAddress.getAllByName(host))
            .map(InetAddress::getHostAddress)
            .collect(Collectors.joining(", "));
    return host.equals(addresses) ? host + " is an address" : host + " is " + addresses;
  }

  private String connect(String host, int port) throws IOException, StepFailedException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), timeoutMillis);
      return "connected to " + address(socket.getInetAddress().getHostAddress(), port);
    } catch (SocketTimeoutException silent) {
      throw silent;
    } catch (IOException failed) {
      StepFailedException refused = StepFailedException.of(failed);
      throw target.proxy() == null
          ? refused.withDetail(address(host, port))
          : refused
              .advising("Check --proxy: the proxy itself cannot be reached.")
              .withDetail("proxy " + address(host, port));
    }
  }

  private static String address(String host, int port) {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  private String tunnel(ProxyConfig proxy) throws IOException {
    socket(proxy).close();
    return proxy + " leads to " + endpoint;
  }

  private String handshake() throws IOException, StepFailedException {
    CertificateRecorder recorder = new CertificateRecorder(target.trust().manager());
    try (Socket plain = socket(target.proxy());
        SSLSocket socket =
            (SSLSocket)
                Trust.context(recorder)
                    .getSocketFactory()
                    .createSocket(plain, endpoint.host(), endpoint.port(), true)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      SSLSession session = socket.getSession();
      return session.getProtocol() + ", " + recorder.description();
    } catch (SocketTimeoutException silent) {
      throw silent;
    } catch (IOException failed) {
      throw StepFailedException.of(failed).withDetail(recorder.description());
    }
  }

  private Socket socket(@Nullable ProxyConfig proxy) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setSoTimeout(timeoutMillis);
      if (proxy == null) {
        socket.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), timeoutMillis);
      } else {
        new ProxyTunnel(proxy, endpoint).open(socket, timeoutMillis);
      }
      return socket;
    } catch (IOException | RuntimeException failed) {
      socket.close();
      throw failed;
    }
  }
}
