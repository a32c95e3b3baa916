package dev.agnost.realtime.tck.transport;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A certificate authority that lives as long as a run: one EC key, certificates encoded here. */
final class PrivateCa {

  private static final byte[] ECDSA_SHA256 = Der.sequence(Der.oid("1.2.840.10045.4.3.2"));

  private final String name;
  private final KeyPair keys;
  private final X509Certificate certificate;
  private long serial = 1000;

  PrivateCa(String name) throws GeneralSecurityException {
    this.name = name;
    this.keys = newKeys();
    byte[] constraints = extension("2.5.29.19", true, Der.sequence(Der.bool(true)));
    this.certificate =
        issue(name, keys.getPublic(), Instant.now().plusSeconds(864_000), constraints);
  }

  X509Certificate certificate() {
    return certificate;
  }

  static KeyPair newKeys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  /**
   * Issues a certificate for a server or client, valid for the twenty days before {@code until}.
   *
   * @param names DNS names, and IP addresses by number
   */
  X509Certificate issue(String subject, PublicKey key, Instant until, List<String> names)
      throws GeneralSecurityException {
    List<byte[]> alternatives = new ArrayList<>();
    for (String each : names) {
      alternatives.add(alternative(each));
    }
    byte[] sequence = Der.sequence(alternatives.toArray(new byte[0][]));
    return issue(subject, key, until, extension("2.5.29.17", false, sequence));
  }

  private X509Certificate issue(String subject, PublicKey key, Instant until, byte[] extension)
      throws GeneralSecurityException {
    byte[] tbs =
        Der.sequence(
            Der.tagged(0xa0, Der.integer(BigInteger.TWO)), // version 3
            Der.integer(BigInteger.valueOf(serial++)),
            ECDSA_SHA256,
            distinguished(name),
            Der.sequence(Der.time(until.minusSeconds(2 * 864_000)), Der.time(until)),
            distinguished(subject),
            key.getEncoded(),
            Der.tagged(0xa3, Der.sequence(extension)));
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(keys.getPrivate());
    signature.update(tbs);
    byte[] der = Der.sequence(tbs, ECDSA_SHA256, Der.bits(signature.sign()));
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }

  private static byte[] distinguished(String commonName) {
    byte[] pair = Der.sequence(Der.oid("2.5.4.3"), Der.utf8(commonName));
    return Der.sequence(Der.set(pair));
  }

  private static byte[] extension(String oid, boolean critical, byte[] value) {
    return critical
        ? Der.sequence(Der.oid(oid), Der.bool(true), Der.octets(value))
        : Der.sequence(Der.oid(oid), Der.octets(value));
  }

  private static byte[] alternative(String name) {
    if (!Character.isDigit(name.charAt(0)) && name.indexOf(':') < 0) {
      return Der.tagged(0x82, name.getBytes(StandardCharsets.US_ASCII));
    }
    try {
      return Der.tagged(0x87, InetAddress.getByName(name).getAddress());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not an IP address: " + name, e);
    }
  }
}
