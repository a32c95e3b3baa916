package dev.agnost.realtime.transport.okhttp;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;

/**
 * Stands where OkHttp wants the trust manager of an {@code SSLContext}, which nobody can get out of
 * it.
 *
 * <p>The handshake asks the context's own trust managers, and OkHttp checks the host name itself.
 * OkHttp would use this one to clean chains for certificate pins and to merge HTTP/2 connections,
 * neither of which happens here. Should anything ask it all the same, it trusts nobody.
 */
final class ContextTrust implements X509TrustManager {

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("trust is the business of the SSLContext");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("trust is the business of the SSLContext");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
