package org.scepter.command;

import java.time.temporal.TemporalAmount;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.scepter.issuing.signing.CertificatePlan.Constraint;
import org.scepter.issuing.succession.KeyType;
import org.scepter.issuing.template.ReadyTemplates;
import org.scepter.issuing.template.TemplateTerms;
import org.scepter.pki.SubjectAltName;

/**
 * One certificate of a new home.
 *
 * @param file of its key store, relative to the home, without suffix
 * @param commonName CN of its subject
 * @param keyUsage bits of the keyUsage extension's first octet
 */
record Certified(
    String file,
    String commonName,
    KeyType keyType,
    TemporalAmount lifetime,
    Constraint constraint,
    int keyUsage,
    List<String> extendedKeyUsages,
    List<SubjectAltName> subjectAltNames) {
  private static final int DIGITAL_SIGNATURE = 0x80;
  private static final int KEY_ENCIPHERMENT = 0x20;
  private static final int CA_USAGES = DIGITAL_SIGNATURE | 0x04 | 0x02; // keyCertSign, cRLSign
  private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
  private static final String OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";
  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

  String alias() {
    return file.substring(file.indexOf('/') + 1);
  }

  static Certified root(InitSettings settings) {
    return authority("ca/root", settings.root(), Constraint.ROOT);
  }

  static Certified issuing(InitSettings settings) {
    return authority("ca/issuing", settings.issuing(), Constraint.ISSUING);
  }

  private static Certified authority(String file, KeyOrder order, Constraint constraint) {
    return new Certified(
        file,
        order.commonName(),
        order.keyType(),
        order.lifetime(),
        constraint,
        CA_USAGES,
        List.of(),
        List.of());
  }

  /** What the issuing CA signs. */
  static List<Certified> all(InitSettings settings) {
    List<SubjectAltName> node = List.of(SubjectAltName.host(settings.internalName()));
    List<SubjectAltName> server = serverNames(settings);
    int exchange =
        settings.tls().keyType().isRsa() ? DIGITAL_SIGNATURE | KEY_ENCIPHERMENT : DIGITAL_SIGNATURE;
    return List.of(
        of("ra/signing", " signing", settings.ra(), ReadyTemplates.ENROLLMENT_AGENT.terms()),
        of("ra/decryption", " decryption", settings.ra(), ReadyTemplates.CEP_ENCRYPTION.terms()),
        of("crp/authorisation", "", settings.crp(), DIGITAL_SIGNATURE, List.of(), List.of()),
        of(
            "ndes/policy-module",
            "",
            settings.policyModule(),
            DIGITAL_SIGNATURE,
            List.of(CLIENT_AUTH),
            node),
        responder(settings.ocsp()),
        of("tls/public", " public", settings.tls(), exchange, List.of(SERVER_AUTH), server),
        of("tls/internal", " internal", settings.tls(), exchange, List.of(SERVER_AUTH), server));
  }

  private static Certified responder(KeyOrder order) {
    return new Certified(
        "ocsp/issuing",
        order.commonName(),
        order.keyType(),
        order.lifetime(),
        Constraint.RESPONDER,
        DIGITAL_SIGNATURE,
        List.of(OCSP_SIGNING),
        List.of());
  }

  private static Certified of(String file, String suffix, KeyOrder order, TemplateTerms terms) {
    return of(file, suffix, order, terms.keyUsage().bits(), terms.extendedKeyUsages(), List.of());
  }

  private static Certified of(
      String file,
      String suffix,
      KeyOrder order,
      int keyUsage,
      List<String> purposes,
      List<SubjectAltName> names) {
    return new Certified(
        file,
        order.commonName() + suffix,
        order.keyType(),
        order.lifetime(),
        Constraint.END_ENTITY,
        keyUsage,
        purposes,
        names);
  }

  private static List<SubjectAltName> serverNames(InitSettings settings) {
    Set<SubjectAltName> names = new LinkedHashSet<>();
    names.add(SubjectAltName.host(settings.publicUrl().getHost()));
    names.add(SubjectAltName.host(settings.internalName()));
    if (settings.trial()) {
      names.add(SubjectAltName.host("localhost"));
      names.add(SubjectAltName.host("127.0.0.1"));
      names.add(SubjectAltName.host("::1"));
    }
    return List.copyOf(names);
  }
}
