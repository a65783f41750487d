package org.scepter.issuing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scepter.issuing.Given.Change;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.Der;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.SubjectAltName;
import org.scepter.platform.keys.KeyHolders;

/** An encoder that put something else than authorised into a certificate would be caught. */
class CertificateCheckTest {
  private static final CertificationRequest REQUEST = Given.request(Given.rsa(2048));
  @TempDir private static Path directory;
  private static AuthorityKeys.Authority ca;

  @BeforeAll
  static void home() {
    ca =
        new AuthorityKeys(
                Given.home(directory.resolve("home"), "init.root.key-type=ec-p256"),
                KeyHolders.by(Given.PROVIDER),
                java.time.Clock.systemUTC())
            .issuing();
  }

  private static Der planned(Change change) {
    return ca.issuer()
        .toBeSigned(
            new Planning(Duration.ZERO, new SecureRandom())
                .plan(change.make(), REQUEST.publicKey(), ca.certificate(), Given.NOW));
  }

  static Stream<Arguments> differences() {
    return Stream.of(
        difference("subject", a -> a.subject = "CN=phone-2,O=Example"),
        difference("SAN", a -> a.names = List.of(SubjectAltName.parse("DNS:phone-2"))),
        difference("extensions", a -> a.names = List.of()),
        difference("extensions", a -> a.sid = "S-1-5-21-1"),
        difference("key usage", a -> a.usage = KeyUsageMask.SIGNATURE),
        difference("EKU", a -> a.purposes = List.of("1.3.6.1.5.5.7.3.4")));
  }

  private static Arguments difference(String what, Consumer<Change> change) {
    return Arguments.of(what, change);
  }

  @ParameterizedTest
  @MethodSource("differences")
  void a_difference_from_the_authorisation_stops_it(String what, Consumer<Change> change) {
    Der tbs = planned(Given.authorised(REQUEST));
    assertThatThrownBy(
            () ->
                CertificateCheck.require(
                    tbs,
                    Given.authorised(REQUEST).with(change).make(),
                    REQUEST.publicKey(),
                    ca.certificate()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(what);
  }

  @Test
  void another_key_stops_it() {
    Der tbs = planned(Given.authorised(REQUEST));
    assertThatThrownBy(
            () ->
                CertificateCheck.require(
                    tbs,
                    Given.authorised(REQUEST).make(),
                    Given.request(Given.ec()).publicKey(),
                    ca.certificate()))
        .hasMessageContaining("key");
  }

  @Test
  void what_was_authorised_passes() {
    Change change = Given.authorised(REQUEST);
    assertThatCode(
            () ->
                CertificateCheck.require(
                    planned(change), change.make(), REQUEST.publicKey(), ca.certificate()))
        .doesNotThrowAnyException();
  }

  @Test
  void a_certificate_of_something_else_than_was_recorded_stops_it() {
    Der recorded = planned(Given.authorised(REQUEST));
    Der other = ca.issuer().sign(planned(Given.authorised(REQUEST)));
    assertThatThrownBy(() -> CertificateCheck.requireHolds(other, recorded))
        .isInstanceOf(IllegalStateException.class);
    assertThatCode(() -> CertificateCheck.requireHolds(ca.issuer().sign(recorded), recorded))
        .doesNotThrowAnyException();
  }
}
