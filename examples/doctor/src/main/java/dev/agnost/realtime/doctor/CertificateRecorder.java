package dev.agnost.realtime.doctor;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Decides as another trust manager does, and keeps the chain that the server presented. */
final class CertificateRecorder extends X509ExtendedTrustManager {

  private final X509ExtendedTrustManager deciding;
  private volatile List<X509Certificate> chain = List.of();

  CertificateRecorder(X509ExtendedTrustManager deciding) {
    this.deciding = deciding;
  }

  /** Describes the server's certificate; empty if it presented none. */
  String description() {
    if (chain.isEmpty()) {
      return "";
    }
    X509Certificate leaf = chain.get(0);
    return "certificate for "
        + names(leaf)
        + ", valid from "
        + date(leaf.getNotBefore())
        + " to "
        + date(leaf.getNotAfter())
        + ", issued by "
        + leaf.getIssuerX500Principal().getName()
        + ", chain of "
        + chain.size();
  }

  private static LocalDate date(Date date) {
    return LocalDate.ofInstant(date.toInstant(), ZoneOffset.UTC);
  }

  private static String names(X509Certificate leaf) {
    try {
      if (leaf.getSubjectAlternativeNames() != null) {
        return leaf.getSubjectAlternativeNames().stream()
            .map(name -> String.valueOf(name.get(1)))
            .collect(Collectors.joining(", "));
      }
    } catch (CertificateParsingException unreadable) {
      return "unreadable names";
    }
    return leaf.getSubjectX500Principal().getName() + " (no alternative names)";
  }

  @Override
  public void checkServerTrusted(X509Certificate[] certificates, String type, Socket socket)
      throws CertificateException {
    chain = List.of(certificates);
    deciding.checkServerTrusted(certificates, type, socket);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] certificates, String type, SSLEngine engine)
      throws CertificateException {
    chain = List.of(certificates);
    deciding.checkServerTrusted(certificates, type, engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] certificates, String type)
      throws CertificateException {
    chain = List.of(certificates);
    deciding.checkServerTrusted(certificates, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] certificates, String type, Socket socket)
      throws CertificateException {
    deciding.checkClientTrusted(certificates, type, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] certificates, String type, SSLEngine engine)
      throws CertificateException {
    deciding.checkClientTrusted(certificates, type, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] certificates, String type)
      throws CertificateException {
    deciding.checkClientTrusted(certificates, type);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return deciding.getAcceptedIssuers();
  }
}
