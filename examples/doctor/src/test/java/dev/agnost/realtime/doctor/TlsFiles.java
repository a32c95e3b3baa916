package dev.agnost.realtime.doctor;

import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The certificates beside the tests, made with keytool: {@code ca.pem} issued {@code server.p12}
 * for this machine, {@code expired.p12} that ended in 2020, and {@code other-host.p12}.
 */
final class TlsFiles {

  private static final char[] PASSWORD = "changeit".toCharArray();

  private TlsFiles() {}

  static Path ca() throws URISyntaxException {
    return Path.of(resource("ca.pem").toURI());
  }

  /** A server's context with the certificate of this file. */
  static SSLContext server(String file) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = resource(file).openStream()) {
      store.load(in, PASSWORD);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    try {
      keys.init(store, PASSWORD);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(file, e);
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private static URL resource(String file) {
    return Objects.requireNonNull(TlsFiles.class.getResource("tls/" + file), file);
  }
}
