package org.scepter.diagnostics.files;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.scepter.diagnostics.Check;
import org.scepter.diagnostics.Expiry;
import org.scepter.diagnostics.Finding;
import org.scepter.platform.UnusableHomeException;

/** When the home's certificates end. */
public final class ExpiryCheck implements Check {
  private static final String SUBJECT = "expiry";
  private static final String PINNED = "certmgr.box/";
  private static final Pattern SUCCEEDED = Pattern.compile("ca/issuing|ra/.*|" + PINNED);

  // What a renewal has left beside the new key; it is shown to nobody any more.
  private static final String PREVIOUS = "-previous.p12";

  private final HomeCertificates certificates;
  private final Clock clock;
  private final Set<String> unused;

  /**
   * @param unused files in whose place the settings name others
   */
  public ExpiryCheck(HomeCertificates certificates, Clock clock, String... unused) {
    this.certificates = certificates;
    this.clock = clock;
    this.unused = Set.of(unused);
  }

  @Override
  public List<Finding> look() {
    Map<String, List<X509Certificate>> all;
    try {
      all = certificates.all();
    } catch (UnusableHomeException e) {
      return List.of(
          Finding.fail(
              SUBJECT,
              e.getMessage(),
              "give the file to the user that the server runs as, or restore it from the backup"));
    }
    all.keySet().removeIf(file -> file.endsWith(PREVIOUS) || unused.contains(file));
    Instant now = clock.instant();
    Map<X509Certificate, String> first = new LinkedHashMap<>();
    all.forEach(
        (file, chain) -> {
          if (!isSucceeded(file, all)) {
            chain.forEach(each -> first.putIfAbsent(each, file));
          }
        });
    List<Finding> findings = new ArrayList<>();
    first.forEach(
        (certificate, file) ->
            Expiry.of(SUBJECT, named(file, certificate), certificate, now, cure(file))
                .ifPresent(findings::add));
    return findings.isEmpty() ? List.of(well(first)) : findings;
  }

  private static String named(String file, X509Certificate certificate) {
    return file + " (" + certificate.getSubjectX500Principal().getName() + ")";
  }

  /** Whether a later one has followed it; files of those before stay for what they signed. */
  private static boolean isSucceeded(String file, Map<String, List<X509Certificate>> all) {
    String kind = kind(file);
    Instant own = end(all.get(file));
    return SUCCEEDED.matcher(kind).matches()
        && all.entrySet().stream()
            .filter(other -> kind(other.getKey()).equals(kind))
            .anyMatch(other -> end(other.getValue()).isAfter(own));
  }

  private static String kind(String file) {
    return file.startsWith(PINNED) ? PINNED : file.replaceFirst("(-\\d+)?\\.p12$", "");
  }

  private static Instant end(List<X509Certificate> chain) {
    return chain.isEmpty() ? Instant.MAX : Expiry.end(chain.get(0));
  }

  private static String cure(String file) {
    if (file.startsWith("ca/")) {
      return "make the next issuing CA and its RA's keys: scepter rollover";
    }
    if (file.startsWith("ra/")) {
      return "make the RA's next keys, scepter next-ra-keys, or with the next issuing CA: scepter"
          + " rollover";
    }
    if (file.startsWith("nodes/")) {
      return "delete the file if the node is gone or has renewed its certificate since; otherwise"
          + " let it join anew (scepter node add)";
    }
    if (file.startsWith(PINNED)) {
      return "put the registration point's current certificate in its place";
    }
    return "it should have renewed itself: the server's log says why it did not; an operator's own"
        + " needs another one in its place";
  }

  private static Finding well(Map<X509Certificate, String> first) {
    return first.entrySet().stream()
        .min(java.util.Comparator.comparing(each -> Expiry.end(each.getKey())))
        .map(
            each ->
                Finding.ok(
                    SUBJECT,
                    first.size()
                        + " certificates in the home, the first to end is "
                        + named(each.getValue(), each.getKey())
                        + " at "
                        + Expiry.end(each.getKey())))
        .orElseGet(() -> Finding.ok(SUBJECT, "the home has no certificate"));
  }
}
