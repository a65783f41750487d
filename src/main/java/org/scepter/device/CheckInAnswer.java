package org.scepter.device;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.scepter.device.document.CertificateOrder;
import org.scepter.device.document.DocumentForm;

/**
 * What a device gets at its check-in.
 *
 * @param form how it is written; empty for Scepter's own form, JSON
 * @param policies by the names of their profiles
 */
public record CheckInAnswer(Optional<DocumentForm> form, List<Policy> policies) {
  public CheckInAnswer {
    Objects.requireNonNull(form);
    policies = List.copyOf(policies);
  }

  /** What a document orders: where challenges are handed out, what brings one. */
  List<CertificateOrder> orders(boolean challenged) {
    return policies.stream()
        .filter(Policy::isAvailable)
        .filter(policy -> !challenged || policy.challenge().isPresent())
        .map(CheckInAnswer::order)
        .toList();
  }

  /** What an available policy orders. */
  static CertificateOrder order(Policy policy) {
    return new CertificateOrder(
        policy.profile(),
        policy.root(),
        policy.names().orElseThrow(),
        policy.challenge().map(issued -> issued.password()));
  }
}
