package org.scepter.testing.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.CertRep;
import org.scepter.testing.scep.Csr;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.ScepClient;
import org.scepter.testing.scep.Signer;
import org.scepter.testing.scep.TestKeys;

/** A device that somebody else manages: its challenge comes from there, its names are its own. */
public record ManagedDevice(
    ScepClient scep,
    KeyPair key,
    String subject,
    List<String> altNames,
    String challenge,
    Optional<String> sid,
    String recordedAs) {
  private static final String SID_EXTENSION = "1.3.6.1.4.1.311.25.2";

  /** Who gives out challenges. */
  public interface Manager {
    String challenge(String subject, String... altNames);
  }

  /** A new device with a challenge for its names. */
  public static ManagedDevice of(TestServer server, String endpoint, Manager manager) {
    String name = "m" + UUID.randomUUID().toString().substring(0, 8);
    ManagedDevice device =
        new ManagedDevice(
            server.scep(server.https(), "/scep/" + endpoint),
            TestKeys.rsa(),
            "CN=" + name + ",O=Managed",
            List.of("DNS:" + name + ".managed.test"),
            "",
            Optional.empty(),
            name);
    return device.challenged(manager);
  }

  private ManagedDevice copy(KeyPair other, List<String> names, String given, Optional<String> id) {
    return new ManagedDevice(scep, other, subject, names, given, id, recordedAs);
  }

  /** The same with a new challenge. */
  public ManagedDevice challenged(Manager manager) {
    return copy(key, altNames, manager.challenge(subject, altNames.toArray(new String[0])), sid);
  }

  public ManagedDevice with(KeyPair other) {
    return copy(other, altNames, challenge, sid);
  }

  public ManagedDevice withSid(String account) {
    return copy(key, altNames, challenge, Optional.of(account));
  }

  /** The same without a SAN, with a challenge for that. */
  public ManagedDevice plain(Manager manager) {
    return copy(key, List.of(), challenge, sid).challenged(manager);
  }

  /** The same under another name, with a challenge for it. */
  public ManagedDevice named(String other, Manager manager) {
    return new ManagedDevice(scep, key, other, altNames, challenge, sid, recordedAs)
        .challenged(manager);
  }

  public Csr csr() {
    Csr csr =
        Csr.of(key, subject)
            .alternativeNames(altNames)
            .keyUsage(Csr.GENERAL_PURPOSE)
            .challenge(challenge);
    return sid.map(account -> csr.extension(SID_EXTENSION, false, extension(account))).orElse(csr);
  }

  private static byte[] extension(String account) {
    try {
      ASN1Encodable value =
          new DERSequence(
              new ASN1Encodable[] {
                new ASN1ObjectIdentifier(SID_EXTENSION + ".1"),
                new DERTaggedObject(
                    true,
                    0,
                    new DEROctetString(
                        account.getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
              });
      return new GeneralNames(new GeneralName(GeneralName.otherName, value)).getEncoded("DER");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  public PkiMessage message() {
    return message(csr());
  }

  public PkiMessage message(Csr csr) {
    return PkiMessage.pkcsReq(
        csr, scep.caCertificates().encryption(), Signer.selfSigned(key, subject));
  }

  public PkiMessage renewal(Signer signer) {
    return renewal(csr(), signer);
  }

  public PkiMessage renewal(Csr csr, Signer signer) {
    return PkiMessage.pkcsReq(csr, scep.caCertificates().encryption(), signer);
  }

  public CertRep enrol() {
    return scep.post(message());
  }

  public CertRep poll(PkiMessage earlier) {
    return scep.post(PkiMessage.certPoll(earlier, scep.caCertificates().intermediates().get(0)));
  }

  /** Sends a message to which nobody can say yes or no now. */
  public void requireUnavailable(PkiMessage message) {
    HttpResponse<byte[]> answer = scep.postRaw(message.encoded());
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }

  /** As Windows writes it. */
  public static String thumbprint(X509Certificate certificate) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded()))
          .toUpperCase(Locale.ROOT);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String serial(X509Certificate certificate) {
    String hex = certificate.getSerialNumber().toString(16);
    return hex.length() % 2 == 0 ? hex : "0" + hex;
  }

  /** What stands in the SID extension of a certificate. */
  public static String sid(X509Certificate certificate) {
    byte[] extension = certificate.getExtensionValue(SID_EXTENSION);
    assertThat(extension).as("SID extension").isNotNull();
    return new String(
        ASN1OctetString.getInstance(extension).getOctets(),
        java.nio.charset.StandardCharsets.ISO_8859_1);
  }
}
