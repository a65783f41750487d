package org.scepter.registrationpoint.intune;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.enrolment.IssuedCertificates;
import org.scepter.pki.Der;
import org.scepter.pki.SerialNumber;
import org.scepter.registrationpoint.outside.OutsideFaultException;

class IntuneRevocationsTest {
  private static final EndpointName ENDPOINT = new EndpointName("phones");

  private final List<RevocationResult> told = new ArrayList<>();
  private final List<String> revoked = new ArrayList<>();
  private final List<RevocationOrder> orders = new ArrayList<>();
  private boolean taken = true;
  private boolean asked;

  private final IntuneRevocations revocations = new IntuneRevocations(Set.of(ENDPOINT), 3);

  /** Gives its orders once, as Intune does while nobody has answered them too late. */
  private final class Tenant implements IntuneRevocations.Tenant {
    @Override
    public List<RevocationOrder> orders(int most) {
      asked = true;
      List<RevocationOrder> some = List.copyOf(orders.subList(0, Math.min(most, orders.size())));
      orders.removeAll(some);
      return some;
    }

    @Override
    public boolean tell(List<RevocationResult> results) {
      told.addAll(results);
      return taken;
    }
  }

  /** 0a is to be revoked, 0b is revoked, 0c breaks the CA, others are unknown. */
  private final class Ca implements IssuedCertificates {
    @Override
    public Optional<Der> of(EnrolmentId id) {
      throw new AssertionError("nobody asks");
    }

    @Override
    public Optional<Standing> standing(Der certificate) {
      throw new AssertionError("nobody asks");
    }

    @Override
    public boolean supersede(Der certificate, Instant at) {
      throw new AssertionError("nobody supersedes");
    }

    @Override
    public boolean withdraw(Der certificate) {
      throw new AssertionError("nobody withdraws");
    }

    @Override
    public Revoked revoke(SerialNumber serial, Set<EndpointName> endpoints) {
      assertThat(endpoints).containsExactly(ENDPOINT);
      revoked.add(serial.hex());
      return switch (serial.hex()) {
        case "a" -> Revoked.NOW;
        case "b" -> Revoked.BEFORE;
        case "c" -> throw new IllegalStateException("the database is away");
        default -> Revoked.UNKNOWN;
      };
    }
  }

  private void run() {
    revocations.run(new Tenant(), new Ca());
  }

  @ParameterizedTest
  @CsvSource({
    "0A, 0",
    "0x0a, 0",
    "'00:0a', 0",
    "0B, 0",
    "0C, 4100",
    "0D, 4004",
    "'', 4002",
    "no number, 4002",
    "-0a5, 4004"
  })
  void each_order_is_answered_with_what_became_of_it(String serial, String code) {
    orders.add(new RevocationOrder("c1", serial));

    run();

    assertThat(told).extracting(RevocationResult::context).containsExactly("c1");
    assertThat(told).extracting(result -> result.fault().code()).containsExactly(code);
  }

  @Test
  void all_batches_are_fetched() {
    for (int i = 0; i < 8; i++) {
      orders.add(new RevocationOrder("c" + i, "0A"));
    }

    run();

    assertThat(told).hasSize(8);
    assertThat(orders).isEmpty();
  }

  @Test
  void one_run_has_an_end() {
    for (int i = 0; i < 100; i++) {
      orders.add(new RevocationOrder("c" + i, "0A"));
    }

    run();

    assertThat(told).hasSize(3 * IntuneRevocations.BATCHES);
  }

  @Test
  void results_that_were_not_taken_end_the_run() {
    taken = false;
    for (int i = 0; i < 8; i++) {
      orders.add(new RevocationOrder("c" + i, "0A"));
    }

    run();

    assertThat(revoked).hasSize(3);
  }

  @Test
  void without_orders_nothing_is_told() {
    run();

    assertThat(asked).isTrue();
    assertThat(told).isEmpty();
  }

  @Test
  void a_tenant_that_cannot_be_asked_has_nothing_revoked() {
    revocations.run(
        new IntuneRevocations.Tenant() {
          @Override
          public List<RevocationOrder> orders(int most) throws OutsideFaultException {
            throw new OutsideFaultException("away");
          }

          @Override
          public boolean tell(List<RevocationResult> results) {
            throw new AssertionError("nothing is told");
          }
        },
        new Ca());

    assertThat(revoked).isEmpty();
  }
}
