package org.scepter.registrationpoint.password;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Optional;
import org.scepter.pki.ChallengePassword;
import org.scepter.pki.Der;
import org.scepter.pki.Hex;

/**
 * The page from which programs take passwords: Fleet, PSCertificateEnrollment and others look for
 * the lines with thumbprint and password and for what says why there is none, in UTF-16LE without a
 * byte order mark, as NDES writes it. The other words are ours. Some readers take the first run of
 * 16 hex digits, so no other one stands before the password or on a page without one.
 */
final class MscepAdminPage {
  private static final String FRAME =
      """
      <HTML><Head><Meta Charset="UTF-16LE"><Title>Network Device Enrollment Service</Title></Head>
      <Body><H1>Network Device Enrollment Service</H1>
      %s</Body></HTML>
      """;
  private static final String THUMBPRINT =
      "<P> The thumbprint (hash value) for the CA certificate is: <B> %s </B> </P>\n";
  private static final String PASSWORD =
      "<P> The enrollment challenge password is: <B> %s </B> </P>\n";
  private static final String ONE_USE =
      "<P> It serves one enrolment and is void after %d minutes. Load this page again for the next"
          + " one. </P>\n";
  private static final String MANY_USES =
      "<P> It serves any number of enrolments and does not expire. </P>\n";
  private static final String FINGERPRINT =
      "<P> SHA-256 fingerprint of the same certificate: %s </P>\n";
  private static final String FULL =
      """
      <P> The password cache is full. </P>
      <P> %d unused passwords are kept at most, each for %d minutes. Use one of them, or wait until
      one expires; the settings password-max and password-validity change the numbers. </P>
      """;
  private static final String NO_PERMISSION =
      """
      <P> You do not have sufficient permission to enroll with SCEP. </P>
      <P> Passwords are for people with the role administrator or operator. </P>
      """;

  private MscepAdminPage() {}

  /**
   * @param ca the issuing CA's certificate; empty if it is not known here
   */
  static byte[] password(PasswordEndpoint endpoint, ChallengePassword password, Optional<Der> ca) {
    return page(
        ca.map(MscepAdminPage::thumbprint).map(THUMBPRINT::formatted).orElse("")
            + PASSWORD.formatted(password.reveal())
            + (endpoint.usesSinglePassword()
                ? MANY_USES
                : ONE_USE.formatted(endpoint.passwords().passwordValidity().toMinutes()))
            + ca.map(Der::sha256).map(all -> FINGERPRINT.formatted(all.fingerprint())).orElse(""));
  }

  static byte[] full(PasswordEndpoint endpoint) {
    return page(
        FULL.formatted(
            endpoint.passwords().passwordMax(),
            endpoint.passwords().passwordValidity().toMinutes()));
  }

  static byte[] noPermission() {
    return page(NO_PERMISSION);
  }

  /** MD5 of the certificate in groups of eight digits, as NDES's readers know it. */
  static String thumbprint(Der certificate) {
    try {
      byte[] digest = MessageDigest.getInstance("MD5").digest(certificate.bytes());
      return Hex.encode(digest).toUpperCase(Locale.ROOT).replaceAll("(.{8})(?!$)", "$1 ");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }

  private static byte[] page(String content) {
    return FRAME.formatted(content).getBytes(StandardCharsets.UTF_16LE);
  }
}
