package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObjectBuilder;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.scepter.testing.CaKind;
import org.scepter.testing.Device;
import org.scepter.testing.Eventually;
import org.scepter.testing.Issued;
import org.scepter.testing.OnServer;
import org.scepter.testing.Policy;
import org.scepter.testing.SiteClient;
import org.scepter.testing.TestServer;
import org.scepter.testing.clients.Bench;
import org.scepter.testing.clients.Client;
import org.scepter.testing.clients.Jscep;
import org.scepter.testing.clients.Product;
import org.scepter.testing.clients.ScepSubmit;

/**
 * Clients that others wrote, against issuing CAs with RSA and with EC keys. Debian's packages
 * strongswan-pki, libstrongswan-standard-plugins, libstrongswan-extra-plugins, certmonger and scep
 * bring the programs; without them their tests are skipped, unless {@code
 * -Dscepter.clients=required}.
 */
@OnServer
class RealClientsIT {
  @TempDir private Path directory;

  static Stream<Arguments> everyClientAndCa() {
    return pairs(Product::copesWith);
  }

  static Stream<Arguments> everyRenewingClientAndCa() {
    return pairs(Product::renewsWith);
  }

  private static Stream<Arguments> pairs(BiPredicate<Product, CaKind> possible) {
    return Arrays.stream(Product.values())
        .flatMap(
            product ->
                Arrays.stream(CaKind.values())
                    .filter(ca -> possible.test(product, ca))
                    .map(ca -> Arguments.of(product, ca)));
  }

  /** Certificates of a day: with the test server's backdating they may renew themselves at once. */
  private static JsonObjectBuilder profile(Product product, SiteClient site) {
    return product.fit(
        site.profileJson().add("validity", "P1D").add("renewalThresholdPercent", 99));
  }

  private Client client(Product product, TestServer server) {
    product.need();
    return product.on(new Bench(server, directory));
  }

  private void requireRight(X509Certificate certificate, Device device, Policy policy) {
    Issued issued = new Issued(certificate, device.server());
    issued.requireWhatWasWanted(policy);
    issued.requireVerifiedByOpenssl(directory);
    assertThat(device.look().state()).isEqualTo("issued");
    assertThat(device.shown().toString()).contains(issued.serialHex());
  }

  @ParameterizedTest(name = "{0} with {1}")
  @MethodSource("everyClientAndCa")
  void a_client_enrols(Product product, CaKind kind) {
    TestServer server = kind.server();
    Client client = client(product, server);
    SiteClient site = server.site();
    Device device = site.profile(profile(product, site).build()).deployedDevice();
    Policy policy = device.checkIn();

    requireRight(client.enrol(policy), device, policy);
  }

  @ParameterizedTest(name = "{0} with {1}")
  @MethodSource("everyClientAndCa")
  void a_client_waits_until_an_operator_has_approved(Product product, CaKind kind)
      throws Exception {
    TestServer server = kind.server();
    Client client = client(product, server);
    SiteClient site = server.site();
    Device device =
        site.profile(profile(product, site).add("approval", true).build()).deployedDevice();
    Policy policy = device.checkIn();

    CompletableFuture<X509Certificate> polling =
        CompletableFuture.supplyAsync(() -> client.enrol(policy));
    site.post("approvals/" + waiting(site, device) + "/approve").expect(204);

    requireRight(polling.get(120, TimeUnit.SECONDS), device, policy);
  }

  private static String waiting(SiteClient site, Device device) {
    return Eventually.get(
        "a request that waits",
        Duration.ofSeconds(60),
        () ->
            site.items("approvals?state=waiting").stream()
                .filter(each -> each.getString("device").equals(device.name()))
                .map(each -> each.getString("id"))
                .findFirst());
  }

  @ParameterizedTest(name = "{0} with {1}")
  @MethodSource("everyRenewingClientAndCa")
  void a_client_renews_its_certificate(Product product, CaKind kind) {
    TestServer server = kind.server();
    Client client = client(product, server);
    SiteClient site = server.site();
    Device device = site.profile(profile(product, site).build()).deployedDevice();
    Policy policy = device.checkIn();
    X509Certificate old = client.enrol(policy);

    X509Certificate renewed = client.renew(policy);

    assertThat(renewed.getSerialNumber()).isNotEqualTo(old.getSerialNumber());
    requireRight(renewed, device, policy);
  }

  @ParameterizedTest
  @EnumSource
  void jscep_gets_its_certificate_and_the_crl(CaKind kind) throws Exception {
    TestServer server = kind.server();
    Jscep client = (Jscep) client(Product.JSCEP, server);

    X509Certificate certificate = client.enrol(server.site().deployedDevice().checkIn());

    assertThat(client.getCert()).containsExactly(certificate);
    client.getCrl().verify(server.scep().caCertificates().issuerOf(certificate).getPublicKey());
  }

  @ParameterizedTest
  @EnumSource
  void certmonger_reads_capabilities_and_certificates(CaKind kind) {
    ScepSubmit client = (ScepSubmit) client(Product.SCEP_SUBMIT, kind.server());

    assertThat(client.capabilities()).contains("POSTPKIOperation");
    assertThat(client.certificates()).contains("BEGIN CERTIFICATE");
  }
}
