package dev.agnost.realtime.transport.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.ProxyConfig;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransportFailuresTest {

  private static final ProxyConfig PROXY =
      ProxyConfig.http("proxy.example", 3128).withCredentials("user", "secret");

  @Test
  void theOutermostCauseThatTellsAClassDecides() {
    expect(Kind.UNREACHABLE, new IOException("wrapped", new UnknownHostException("a.invalid")));
    expect(Kind.UNREACHABLE, new ConnectException("Connection refused"));
    expect(Kind.TLS, new SSLHandshakeException("Received fatal alert: internal_error"));
    expect(Kind.RESOURCE, new SocketException("Too many open files"));
    expect(Kind.LOST, new EOFException());
    expect(Kind.LIBRARY, new NoSuchMethodError("okhttp3.X.y()"));
  }

  @Test
  void anOpenConnectionIsLostWhateverTlsReports() {
    TransportException failure = TransportFailures.classifyOpen(new SSLException("closed"));

    assertThat(failure.kind()).isEqualTo(Kind.LOST);
    assertThat(failure).hasMessage("the connection was lost: closed");
  }

  @Test
  void behindAProxyAFailureIsOfTheProxy() {
    TransportException failure =
        TransportFailures.classifyProxy(PROXY, new ConnectException("Connection refused"));

    assertThat(failure.kind()).isEqualTo(Kind.PROXY);
    assertThat(failure)
        .hasMessage("no connection through the HTTP proxy proxy.example:3128: Connection refused");
    TransportException exhausted =
        TransportFailures.classifyProxy(PROXY, new SocketException("Too many open files"));
    assertThat(exhausted.kind()).isEqualTo(Kind.RESOURCE);
    TransportException refused = TransportException.proxyRefused(407, PROXY.toString());
    assertThat(TransportFailures.classifyProxy(PROXY, refused)).isSameAs(refused);
    assertThat(refused.status()).hasValue(407);
  }

  @Test
  void aMessageOfSeveralLinesBecomesOne() {
    TransportException failure =
        TransportFailures.classify(
            new SSLPeerUnverifiedException(
                "Hostname a not verified:\n    certificate: b\n  DN: c"));

    assertThat(failure)
        .hasMessage(
            "the TLS handshake failed: Hostname a not verified"
                + "; the certificate is for another host: connect by a name that it lists");
  }

  @ParameterizedTest
  @CsvSource({
    "Unsupported or unrecognized SSL message,            does not speak TLS on this port",
    "Received fatal alert: certificate_required,         requires a client certificate",
    "Received fatal alert: bad_certificate,              requires a client certificate",
    "Received fatal alert: unknown_ca,                   does not accept the client certificate",
    "Received fatal alert: certificate_unknown,          does not accept the client certificate",
    "Received fatal alert: protocol_version,             no TLS version or cipher in common",
    "Received fatal alert: handshake_failure,            or the server requires a client certificate",
    "PKIX path building failed: unable to find valid certification path, trusts the server's CA"
  })
  void theHintFitsTheMessageOfTls(String message, String hint) {
    assertThat(TransportFailures.classify(new SSLHandshakeException(message)))
        .hasMessageContaining(hint);
  }

  @Test
  void theHintFitsTheCauseOfTls() {
    expectHint("is for another host", new CertificateException("No name matching a found"));
    expectHint(
        "is for another host",
        new CertificateException("No subject alternative DNS name matching a found."));
    expectHint("is out of date", new CertificateExpiredException("NotAfter: yesterday"));
    expectHint("trusts the server's CA", new CertPathValidatorException("no trust anchor"));
  }

  private static void expectHint(String hint, Exception cause) {
    SSLHandshakeException failure = new SSLHandshakeException("the chain was refused");
    failure.initCause(cause);
    assertThat(TransportFailures.classify(failure)).hasMessageContaining(hint);
  }

  private static void expect(Kind kind, Throwable failure) {
    assertThat(TransportFailures.classify(failure).kind()).isEqualTo(kind);
  }
}
