package dev.agnost.realtime.tck.transport;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * TLS contexts for the scripted servers and the transports under test, from a private CA made for
 * the run.
 */
final class TlsMaterial {

  /** A name that no resolver finds, for connections through a proxy. */
  static final String DOTTED_NAME = "realtime.tck.invalid";

  /** The subject of a client's certificate. */
  static final String CLIENT = "client.tck.invalid";

  private static final char[] PASSWORD = "tck".toCharArray();

  private final PrivateCa known;
  private final PrivateCa unknown;
  private final KeyPair keys;
  private final Map<String, SSLContext> servers = new ConcurrentHashMap<>();

  private TlsMaterial() throws GeneralSecurityException {
    known = new PrivateCa("agnost tck");
    unknown = new PrivateCa("agnost tck stranger");
    keys = PrivateCa.newKeys();
  }

  static TlsMaterial create() {
    try {
      return new TlsMaterial();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the kit's certificates", e);
    }
  }

  /** For transports: trusts the private CA, and only it. */
  SSLContext trusting() {
    return context(known.certificate());
  }

  /** For transports: as {@link #trusting}, with a certificate of its own for {@link #CLIENT}. */
  SSLContext trustingWithCertificate() {
    return server(known, tomorrow(), CLIENT);
  }

  /** For transports: trusts another CA than the servers have. */
  SSLContext trustingStranger() {
    return context(unknown.certificate());
  }

  /** For servers: a valid certificate for these names and addresses. */
  SSLContext server(String... names) {
    return kept(known, names);
  }

  /** For servers: localhost and its address. */
  SSLContext localhost() {
    return server("localhost", "127.0.0.1", DOTTED_NAME);
  }

  /** For servers: right names, ran out yesterday. */
  SSLContext expired() {
    return server(known, Instant.now().minusSeconds(86_400), "localhost", "127.0.0.1");
  }

  /** For servers: right names from a CA that no transport under test trusts. */
  SSLContext stranger() {
    return kept(unknown, "localhost", "127.0.0.1");
  }

  /** Made once: a context takes some 30 ms of CPU. */
  private SSLContext kept(PrivateCa ca, String... names) {
    return servers.computeIfAbsent(
        ca.certificate().getSubjectX500Principal() + " " + List.of(names),
        key -> server(ca, tomorrow(), names));
  }

  private SSLContext server(PrivateCa ca, Instant until, String... names) {
    try {
      X509Certificate leaf = ca.issue(names[0], keys.getPublic(), until, List.of(names));
      KeyStore store = emptyStore();
      Certificate[] chain = {leaf, ca.certificate()};
      store.setKeyEntry("server", keys.getPrivate(), PASSWORD, chain);
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(factory.getKeyManagers(), trustManagers(ca.certificate()), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the kit's server certificate", e);
    }
  }

  private static SSLContext context(X509Certificate trusted) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trustManagers(trusted), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the kit's trust store", e);
    }
  }

  private static TrustManager[] trustManagers(X509Certificate trusted)
      throws GeneralSecurityException, IOException {
    KeyStore store = emptyStore();
    store.setCertificateEntry("ca", trusted);
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD);
    return store;
  }

  private static Instant tomorrow() {
    return Instant.now().plusSeconds(86_400);
  }
}
