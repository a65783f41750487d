package org.scepter.diagnostics.outside;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.scepter.diagnostics.Expiry;
import org.scepter.diagnostics.Finding;

/** Whether devices can make use of what GetCACert gives them. */
final class CaCertificatesCheck {
  private static final String SUBJECT = "GetCACert";
  private static final String TYPE = "application/x-x509-ca-ra-cert";
  private static final int DIGITAL_SIGNATURE = 0;
  private static final int KEY_ENCIPHERMENT = 2;
  private static final String RENEW_RA =
      "renew the RA's certificates, or make the next issuing CA: scepter rollover";

  private final List<X509Certificate> own;
  private final Clock clock;

  CaCertificatesCheck(List<X509Certificate> own, Clock clock) {
    this.own = List.copyOf(own);
    this.clock = clock;
  }

  List<Finding> judge(Fetched answer) {
    if (answer.status() != 200) {
      return fault("answered with status " + answer.status(), WrongAnswer.cure(answer.status()));
    }
    if (!answer.type().equals(TYPE)) {
      return List.of(WrongAnswer.ofAnother(SUBJECT, answer, TYPE));
    }
    List<X509Certificate> all;
    try {
      all =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(answer.body()))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
    } catch (GeneralSecurityException e) {
      return fault("no degenerate PKCS#7: " + e.getMessage(), "see what the proxy does to bodies");
    }
    return judge(all, answer.body().length);
  }

  private List<Finding> judge(List<X509Certificate> all, int length) {
    List<X509Certificate> ra = all.stream().filter(it -> it.getBasicConstraints() < 0).toList();
    Optional<X509Certificate> decryption = first(ra, KEY_ENCIPHERMENT);
    Optional<X509Certificate> signing = first(ra, DIGITAL_SIGNATURE);
    if (decryption.isEmpty() || signing.isEmpty()) {
      return fault(
          "there is no RA certificate for "
              + (decryption.isEmpty() ? "encryption" : "signing")
              + " among "
              + names(all),
          "restore the home's ra directory, and let the public URL lead to this Scepter");
    }
    if (!own.isEmpty() && !own.containsAll(ra)) {
      return fault(
          "the RA's certificates are others than in this home's ra directory",
          "let the public URL lead to nodes with the same RA keys only: a device asks for the"
              + " certificates at one and sends its request to another");
    }
    return judgeOrder(all, ra, decryption.get(), length);
  }

  /** Devices that count take the first for what it is not, if a CA stands before the RA. */
  private List<Finding> judgeOrder(
      List<X509Certificate> all, List<X509Certificate> ra, X509Certificate decryption, int length) {
    Optional<X509Certificate> issuer =
        all.stream()
            .filter(each -> each.getBasicConstraints() >= 0)
            .filter(it -> it.getSubjectX500Principal().equals(decryption.getIssuerX500Principal()))
            .findFirst();
    if (issuer.isEmpty()) {
      return fault(
          "the CA that issued the RA's certificates is not among " + names(all),
          "wait until this node has heard of its CA, then see NDESPlugin.log");
    }
    if (!all.subList(0, ra.size()).equals(ra)) {
      return fault("the RA's certificates do not come first: " + names(all), "renew the RA's keys");
    }
    List<Finding> findings = new ArrayList<>();
    for (X509Certificate each : all) {
      Expiry.of(SUBJECT, name(each), each, clock.instant(), RENEW_RA).ifPresent(findings::add);
    }
    return findings.isEmpty()
        ? List.of(Finding.ok(SUBJECT, length + " bytes: " + names(all)))
        : findings;
  }

  private static Optional<X509Certificate> first(List<X509Certificate> ra, int usage) {
    return ra.stream()
        .filter(each -> each.getKeyUsage() != null && each.getKeyUsage()[usage])
        .findFirst();
  }

  private static String names(List<X509Certificate> all) {
    return all.stream().map(CaCertificatesCheck::name).collect(Collectors.joining("; "));
  }

  private static String name(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName();
  }

  private static List<Finding> fault(String seen, String cure) {
    return List.of(Finding.fail(SUBJECT, seen, cure));
  }
}
