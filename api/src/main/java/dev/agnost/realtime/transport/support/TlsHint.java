package dev.agnost.realtime.transport.support;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Locale;

/**
 * What to do about a failed TLS handshake. JSSE has hardly any types for the cases, so its messages
 * decide, and those of the alerts of RFC 8446 §6.
 */
final class TlsHint {

  private static final int MAX_CAUSES = 8;

  private static final String TRUST = "; give the client an SSLContext that trusts the server's CA";

  private TlsHint() {}

  static String of(Throwable failure) {
    String text = textOf(failure);
    if (mentions(text, "hostname ", "no subject alternative", "no name matching")) {
      return "; the certificate is for another host: connect by a name that it lists";
    }
    if (mentions(text, "unrecognized ssl message", "plaintext connection")) {
      return "; the server does not speak TLS on this port: check scheme and port of the URL";
    }
    if (mentions(text, "certificate_required", "bad_certificate")) {
      return "; the server requires a client certificate: give the client an SSLContext that has one";
    }
    if (mentions(text, "alert: unknown_ca", "alert: certificate_", "alert: access_denied")) {
      return "; the server does not accept the client certificate of the SSLContext";
    }
    if (mentions(text, "protocol_version", "no appropriate protocol", "handshake_failure")) {
      return "; there is no TLS version or cipher in common, or the server requires a client"
          + " certificate";
    }
    if (mentions(text, "certificate is out of date")) {
      return "; the server's certificate is out of date: renew it, or check this machine's clock";
    }
    return mentions(text, "certificate", "certification path") ? TRUST : "";
  }

  private static boolean mentions(String text, String... phrases) {
    return List.of(phrases).stream().anyMatch(text::contains);
  }

  private static String textOf(Throwable failure) {
    StringBuilder text = new StringBuilder();
    Throwable t = failure;
    for (int depth = 0; t != null && depth < MAX_CAUSES; depth++, t = t.getCause()) {
      if (t instanceof CertificateExpiredException
          || t instanceof CertificateNotYetValidException) {
        text.append("certificate is out of date ");
      } else if (t instanceof GeneralSecurityException) {
        text.append("certificate ");
      }
      text.append(t.getMessage()).append(' ');
    }
    return text.toString().toLowerCase(Locale.ROOT);
  }
}
