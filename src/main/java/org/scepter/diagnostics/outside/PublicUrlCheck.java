package org.scepter.diagnostics.outside;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.scepter.diagnostics.Check;
import org.scepter.diagnostics.Finding;

/** Whether a device that calls the public URL reaches this NDES, with everything that it sends. */
public final class PublicUrlCheck implements Check {
  private static final String URL = "public URL";
  private static final String CAPABILITIES = "GetCACaps";
  private static final String CERTIFICATES = "GetCACert";
  private static final String LONG_QUERY = "long query";
  private static final Set<String> NEEDED = new TreeSet<>(Set.of("POSTPKIOperation", "SHA-256"));

  /** As long as a request with a large key and a chain gets. */
  private static final int LONG = 40_000;

  private final PublicAddress address;
  private final CaCertificatesCheck certificates;

  /**
   * @param registrationAuthority this home's certificates for it; empty if it has none
   */
  public PublicUrlCheck(PublicAddress address, List<X509Certificate> registrationAuthority) {
    this.address = address;
    this.certificates = new CaCertificatesCheck(registrationAuthority, address.clock());
  }

  @Override
  public List<Finding> look() {
    List<Finding> findings = new ArrayList<>();
    Optional<Fetched> capabilities = capabilities(findings);
    if (capabilities.isPresent()) {
      longQuery(capabilities.get(), findings);
      certificates(findings);
      clock(capabilities.get(), findings);
    }
    return findings;
  }

  private Optional<Fetched> capabilities(List<Finding> findings) {
    Fetched answer;
    try {
      answer = address.scep("operation=GetCACaps&message=check");
    } catch (IOException e) {
      findings.add(
          Finding.fail(URL, address.url() + ": " + PublicAddress.text(e), address.cure(e)));
      return Optional.empty();
    }
    if (answer.status() != 200) {
      findings.add(
          Finding.fail(
              URL, answer.url() + " answers " + status(answer), WrongAnswer.cure(answer.status())));
      return Optional.empty();
    }
    if (!answer.type().equals("text/plain")) {
      findings.add(WrongAnswer.ofAnother(URL, answer, "text/plain"));
      return Optional.empty();
    }
    findings.add(
        Finding.ok(URL, address.url() + " answers within " + answer.took().toMillis() + " ms"));
    findings.add(judged(answer));
    return Optional.of(answer);
  }

  private static String status(Fetched answer) {
    return answer.status()
        + answer.header("Location").map(to -> " and leads to " + to).orElse("")
        + answer.header("Server").map(by -> ", says " + by).orElse("");
  }

  private static Finding judged(Fetched answer) {
    Set<String> told = new TreeSet<>(Arrays.asList(answer.text().split("\r?\n")));
    Set<String> missing = new TreeSet<>(NEEDED);
    missing.removeAll(told);
    return missing.isEmpty()
        ? Finding.ok(CAPABILITIES, String.join(", ", told))
        : Finding.warn(
            CAPABILITIES,
            "does not say " + String.join(", ", missing),
            "set the default endpoint's compatibility to one that fits its devices, or let the"
                + " public URL lead to this server");
  }

  /** The operation stands behind the message: what was cut would miss it. */
  private void longQuery(Fetched capabilities, List<Finding> findings) {
    String query = "message=" + "A".repeat(LONG) + "&operation=GetCACaps";
    try {
      Fetched answer = address.scep(query);
      boolean isWhole = answer.status() == 200 && answer.hasSameBodyAs(capabilities);
      findings.add(
          isWhole
              ? Finding.ok(LONG_QUERY, query.length() + " bytes by GET reach the application")
              : Finding.fail(
                  LONG_QUERY,
                  query.length() + " bytes by GET are answered " + status(answer),
                  WrongAnswer.LONGER_QUERIES));
    } catch (IOException e) {
      findings.add(
          Finding.fail(
              LONG_QUERY,
              query.length() + " bytes by GET have no answer: " + PublicAddress.text(e),
              WrongAnswer.LONGER_QUERIES));
    }
  }

  private void certificates(List<Finding> findings) {
    try {
      findings.addAll(certificates.judge(address.scep("operation=GetCACert&message=check")));
    } catch (IOException e) {
      findings.add(
          Finding.fail(CERTIFICATES, "no answer: " + PublicAddress.text(e), address.cure(e)));
    }
  }

  private void clock(Fetched answer, List<Finding> findings) {
    // Payara's answers have no date; some proxies add one.
    Optional<Duration> ahead = answer.clockAhead();
    findings.add(
        ahead
            .map(it -> Clocks.judge("the public URL's", it))
            .orElseGet(() -> Finding.ok("clock", "the public URL's answers have no date")));
  }
}
