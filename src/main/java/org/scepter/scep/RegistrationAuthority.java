package org.scepter.scep;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.scepter.enrolment.EndpointName;
import org.scepter.pki.Asn1Bounds;
import org.scepter.pki.Der;
import org.scepter.pki.SubjectName;
import org.scepter.pki.UnreadableException;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.StartStep;
import org.scepter.platform.UnusableHomeException;
import org.scepter.scep.endpoint.Endpoint;
import org.scepter.scep.endpoint.ScepSettings;
import org.scepter.scep.protocol.CertRep;
import org.scepter.scep.protocol.CertRepWriter;
import org.scepter.scep.protocol.Echo;
import org.scepter.scep.protocol.PkiMessageLimits;
import org.scepter.scep.protocol.PkiMessageReader;
import org.scepter.scep.protocol.RaDecryptionKey;
import org.scepter.scep.protocol.ScepRequest;

/**
 * The registration authority's two keys at work: one opens requests, one signs answers. They are
 * read at start and turned into the provider's own key objects once, because a foreign one is
 * converted anew for each operation.
 */
@ApplicationScoped
public class RegistrationAuthority implements StartStep {
  private static final String SIGNING = "ra/signing.p12";
  private static final String DECRYPTION = "ra/decryption.p12";

  // Ten times the longest chain in use; some devices send every CA certificate they know.
  private static final int MAX_CERTIFICATES = 64;

  private final PlatformSettings platform;
  private final ScepSettings settings;
  private final ScepterHome home;
  private final Provider provider;
  private final SecureRandom random;

  private volatile Prepared prepared;

  RegistrationAuthority() {
    this(null, null, null, null, null);
  }

  @Inject
  public RegistrationAuthority(
      PlatformSettings platform,
      ScepSettings settings,
      ScepterHome home,
      Provider provider,
      SecureRandom random) {
    this.platform = platform;
    this.settings = settings;
    this.home = home;
    this.provider = provider;
    this.random = random;
  }

  @Override
  public int order() {
    return DATA;
  }

  @Override
  public void start() {
    if (!platform.has(NodeRole.NDES)) {
      return;
    }
    KeyEntry signing = home.key(SIGNING);
    KeyEntry decryption = home.key(DECRYPTION);
    try {
      RaDecryptionKey key =
          new RaDecryptionKey(own(decryption), decryption.certificate(), provider, random);
      SubjectName issuer =
          SubjectName.fromDer(decryption.certificate().getIssuerX500Principal().getEncoded());
      Map<EndpointName, PkiMessageReader> readers = new HashMap<>();
      for (Endpoint endpoint : settings.endpoints().values()) {
        readers.put(endpoint.name(), reader(key, issuer, endpoint));
      }
      prepared =
          new Prepared(
              readers,
              new CertRepWriter(own(signing), signing.certificate(), provider, random),
              List.of(der(signing), der(decryption)));
    } catch (GeneralSecurityException | UnreadableException | IllegalArgumentException e) {
      throw new UnusableHomeException("the keys in ra/ cannot be used: " + e.getMessage());
    }
  }

  /** What is made once at start. */
  private record Prepared(
      Map<EndpointName, PkiMessageReader> readers, CertRepWriter writer, List<Der> certificates) {}

  private PkiMessageReader reader(RaDecryptionKey key, SubjectName issuer, Endpoint endpoint) {
    PkiMessageLimits standard = PkiMessageLimits.standard();
    Asn1Bounds bounds =
        new Asn1Bounds(
            settings.maxMessageBytes(),
            standard.encoding().maxDepth(),
            standard.encoding().maxElements());
    return new PkiMessageReader(
        List.of(key),
        endpoint.dialect().messagePolicy(),
        new PkiMessageLimits(
            bounds, MAX_CERTIFICATES, standard.maxRecipients(), standard.maxAttributes()),
        provider,
        issuer::equals);
  }

  private PrivateKey own(KeyEntry entry) throws GeneralSecurityException {
    PrivateKey key = entry.privateKey();
    return KeyFactory.getInstance(key.getAlgorithm(), provider)
        .generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
  }

  private static Der der(KeyEntry entry) throws CertificateEncodingException {
    return Der.of(entry.certificate().getEncoded());
  }

  /**
   * Reads, verifies and opens a message by the endpoint's policy.
   *
   * @throws UnreadableException if nobody can be answered
   */
  ScepRequest read(Endpoint endpoint, byte[] message) throws UnreadableException {
    return prepared.readers().get(endpoint.name()).read(message);
  }

  /** The signed answer. */
  byte[] write(CertRep answer, Echo echo) {
    return prepared.writer().write(answer, echo);
  }

  /** The signing certificate, then the one to which requests are encrypted. */
  List<Der> certificates() {
    return prepared.certificates();
  }
}
