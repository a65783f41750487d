package org.scepter.registrationpoint.authority;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.pki.SecurityIdentifier;
import org.scepter.pki.SubjectAltName;
import org.scepter.pki.SubjectAltNames;
import org.scepter.pki.TemplateName;
import org.scepter.registrationpoint.Expectation;

/**
 * Compares a request with what was expected; each difference has its own reason, the first one in
 * the order below is told.
 *
 * <p>A request without key usage or extended key usages is accepted, since both are issued from the
 * authorisation anyway: Apple's devices and strongSwan send none. Present ones have to be equal as
 * sets. Who asks to be a CA is refused. Names are compared exactly; the order of SANs does not
 * matter. A request may name an account's SID only if it is the expected one.
 */
public final class RequestRules {
  private RequestRules() {}

  /**
   * The first difference, or empty if the request is the expected one.
   *
   * @param template what the request's key usage selected at its endpoint
   */
  public static Optional<Refused> differenceBetween(
      Expectation expected, CertificationRequest request, TemplateName template) {
    return Stream.<Supplier<Optional<Refused>>>of(
            () -> template(expected, template),
            () -> key(expected, request.publicKey()),
            () -> keyUsage(expected, request),
            () -> subject(expected, request),
            () -> securityIdentifier(expected, request),
            () -> altNames(expected, request),
            () -> purposes(expected, request))
        .map(Supplier::get)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Refused> template(Expectation expected, TemplateName template) {
    return expected.template().equals(template)
        ? Optional.empty()
        : mismatch(RefusalReason.TemplateMismatch, expected.template(), template);
  }

  private static Optional<Refused> key(Expectation expected, PublicKeyInfo key) {
    Optional<String> weakness = key.weakness();
    if (weakness.isPresent()) {
      return Optional.of(new Refused(RefusalReason.WeakKey, weakness.get()));
    }
    if (key.algorithm() != expected.keyAlgorithm()) {
      return mismatch(RefusalReason.KeyTypeMismatch, expected.keyAlgorithm(), key.algorithm());
    }
    return key.bits() >= expected.minimumKeyBits()
        ? Optional.empty()
        : mismatch(
            RefusalReason.KeyLengthMismatch,
            "at least " + expected.minimumKeyBits() + " bits",
            key.bits());
  }

  private static Optional<Refused> keyUsage(Expectation expected, CertificationRequest request) {
    if (request.asksToBeCa()) {
      return mismatch(RefusalReason.KeyUsageMismatch, "an end entity", "a request to be a CA");
    }
    int wanted = expected.keyUsage().bits();
    return request.keyUsage().orElse(wanted) == wanted
        ? Optional.empty()
        : mismatch(
            RefusalReason.KeyUsageMismatch, bits(wanted), bits(request.keyUsage().orElse(wanted)));
  }

  private static String bits(int keyUsage) {
    return "0x" + Integer.toHexString(keyUsage);
  }

  private static Optional<Refused> subject(Expectation expected, CertificationRequest request) {
    if (expected.subject().equals(request.subject())) {
      return Optional.empty();
    }
    return mismatch(
        request.subject().isEmpty()
            ? RefusalReason.SubjectNameMissing
            : RefusalReason.SubjectNameMismatch,
        expected.subject(),
        request.subject().isEmpty() ? "none" : request.subject());
  }

  private static Optional<Refused> altNames(Expectation expected, CertificationRequest request) {
    List<SubjectAltName> wanted = expected.subjectAltNames();
    List<SubjectAltName> asked = withoutOwnAccount(expected, request);
    if (sameNames(wanted, asked)) {
      return Optional.empty();
    }
    return asked.isEmpty()
        ? mismatch(RefusalReason.SubjectAltNameMissing, texts(wanted), "none")
        : mismatch(RefusalReason.SubjectAltNameMismatch, texts(wanted), texts(asked));
  }

  // The account's own SID may also come as a SAN; the rule on SIDs has judged it.
  private static List<SubjectAltName> withoutOwnAccount(
      Expectation expected, CertificationRequest request) {
    return request.subjectAltNames().stream()
        .filter(
            name ->
                SecurityIdentifier.namedBy(name).isEmpty()
                    || expected.subjectAltNames().contains(name))
        .toList();
  }

  private static boolean sameNames(List<SubjectAltName> wanted, List<SubjectAltName> asked) {
    return wanted.size() == asked.size() && forms(wanted).equals(forms(asked));
  }

  private static Set<String> forms(List<SubjectAltName> names) {
    return names.stream().map(RequestRules::form).collect(Collectors.toSet());
  }

  // One address has many spellings.
  private static String form(SubjectAltName name) {
    return name.kind() == SubjectAltName.Kind.IP
        ? SubjectAltNames.encode(List.of(name)).getNames()[0].getName().toString()
        : name.text();
  }

  private static String texts(List<SubjectAltName> names) {
    return names.isEmpty()
        ? "none"
        : String.join(", ", names.stream().map(SubjectAltName::text).toList());
  }

  private static Optional<Refused> purposes(Expectation expected, CertificationRequest request) {
    List<String> wanted = expected.extendedKeyUsages();
    List<String> asked = request.extendedKeyUsages();
    if (asked.isEmpty() || new HashSet<>(wanted).equals(new HashSet<>(asked))) {
      return Optional.empty();
    }
    return mismatch(
        new HashSet<>(wanted).containsAll(asked)
            ? RefusalReason.EnhancedKeyUsageMissing
            : RefusalReason.EnhancedKeyUsageMismatch,
        wanted,
        asked);
  }

  private static Optional<Refused> securityIdentifier(
      Expectation expected, CertificationRequest request) {
    Set<String> accounts =
        expected.subjectAltNames().stream()
            .flatMap(name -> SecurityIdentifier.namedBy(name).stream())
            .collect(Collectors.toSet());
    expected.securityIdentifier().ifPresent(accounts::add);
    return request.securityIdentifier().filter(sid -> !accounts.contains(sid)).isEmpty()
        ? Optional.empty()
        : mismatch(
            RefusalReason.SecurityIdentifierMismatch,
            accounts.isEmpty() ? "none" : accounts,
            request.securityIdentifier().orElse("none"));
  }

  private static Optional<Refused> mismatch(RefusalReason reason, Object wanted, Object got) {
    return Optional.of(new Refused(reason, Details.of("expected " + wanted + ", got " + got)));
  }
}
