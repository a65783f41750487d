package org.scepter.registrationpoint.node;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Function;
import org.scepter.platform.JsonFields;
import org.scepter.platform.Result;
import org.scepter.platform.peer.WrittenCertificate;
import org.scepter.registrationpoint.RegistrationPointSettings;

/** Reads what an administrator says of an NDES server, each fault by its field. */
final class NdesServerReader {
  static final String RA_KEYS = "raKeys";

  private static final String NAME = "name";
  private static final String CERTIFICATE = "certificate";
  private static final String ISSUER = "issuer";
  private static final String DNS_NAME = "dnsName";
  private static final int MAX_WORD = 255;
  private static final int MAX_PEM = WrittenCertificate.MAX_LENGTH;

  private final JsonFields fields;
  private final IssuerRules rules;

  NdesServerReader(JsonFields fields, IssuerRules rules) {
    this.fields = fields;
    this.rules = rules;
  }

  /** A server that is new. */
  record Wanted(String name, NodeProof proof, NdesTerms terms, boolean raKeys) {}

  Result<Wanted> wanted(RegistrationPointSettings settings) {
    Optional<String> name = fields.needed(NAME, MAX_WORD);
    if (name.filter(it -> !NodeName.isName(it)).isPresent()) {
      fields.fault(NAME, NodeName.ACCEPTED);
    }
    Optional<NodeProof> proof = readProof();
    boolean raKeys = fields.flag(RA_KEYS).orElse(false);
    NdesTerms terms = NdesTermsReader.read(fields, settings);
    return fields.orFaults(
        () -> new Wanted(name.orElseThrow(), proof.orElseThrow(), terms, raKeys));
  }

  /** One more certificate or issuer of a server. */
  Result<NodeProof> proof() {
    Optional<NodeProof> proof = readProof();
    return fields.orFaults(proof::orElseThrow);
  }

  private Optional<NodeProof> readProof() {
    Optional<String> certificate = fields.text(CERTIFICATE, MAX_PEM);
    Optional<String> issuer = fields.text(ISSUER, MAX_PEM);
    Optional<String> dnsName = fields.text(DNS_NAME, MAX_WORD);
    if (issuer.isPresent() || dnsName.isPresent()) {
      if (certificate.isPresent()) {
        fields.fault(CERTIFICATE, "comes without issuer and dnsName");
      }
      return issued(issuer, dnsName);
    }
    if (certificate.isEmpty()) {
      fields.fault(CERTIFICATE, "is needed, or issuer and dnsName");
    }
    return certificate
        .flatMap(text -> certificate(CERTIFICATE, text, rules::clientObjection))
        .map(own -> new NodeProof(own, Optional.empty()));
  }

  private Optional<NodeProof> issued(Optional<String> issuer, Optional<String> dnsName) {
    Optional<X509Certificate> ca =
        issuer.flatMap(text -> certificate(ISSUER, text, rules::objection));
    Optional<String> name = dnsName.flatMap(IssuerRules::dnsName);
    if (issuer.isEmpty()) {
      fields.fault(ISSUER, "is needed with dnsName");
    }
    if (name.isEmpty()) {
      fields.fault(DNS_NAME, "is needed with issuer: one DNS name without wildcard");
    } else if (ca.filter(it -> !IssuerRules.permits(it, name.get())).isPresent()) {
      fields.fault(DNS_NAME, "is a name for which the issuer may not certify");
    }
    return ca.flatMap(it -> name.map(text -> new NodeProof(it, Optional.of(text))));
  }

  private Optional<X509Certificate> certificate(
      String field, String pem, Function<X509Certificate, Optional<String>> objection) {
    try {
      X509Certificate read = WrittenCertificate.read(pem.getBytes(StandardCharsets.US_ASCII));
      Optional<String> why = objection.apply(read);
      why.ifPresent(it -> fields.fault(field, it));
      return why.isEmpty() ? Optional.of(read) : Optional.empty();
    } catch (CertificateException e) {
      fields.fault(field, "must be one certificate in PEM");
      return Optional.empty();
    }
  }
}
