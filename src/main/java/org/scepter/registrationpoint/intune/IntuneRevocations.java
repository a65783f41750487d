package org.scepter.registrationpoint.intune;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.IssuedCertificates;
import org.scepter.enrolment.IssuedCertificates.Revoked;
import org.scepter.pki.SerialNumber;
import org.scepter.registrationpoint.outside.OutsideFaultException;

/**
 * Carries out the revocations that Intune asks for, of certificates that were issued at its
 * endpoints. What was carried out but could not be told comes again; a certificate that is revoked
 * already counts as done.
 */
final class IntuneRevocations {
  static final int BATCHES = 10;

  private static final System.Logger CRP = System.getLogger("scepter.CRP");
  private static final int MAX_SERIAL = 64;

  private final Set<EndpointName> endpoints;
  private final int batch;

  /** Where orders come from and results go to. */
  interface Tenant {
    List<RevocationOrder> orders(int most) throws OutsideFaultException;

    /** Whether the results were taken. */
    boolean tell(List<RevocationResult> results) throws OutsideFaultException;
  }

  IntuneRevocations(Set<EndpointName> endpoints, int batch) {
    this.endpoints = Set.copyOf(endpoints);
    this.batch = batch;
  }

  void run(Tenant tenant, IssuedCertificates ca) {
    try {
      for (int i = 0; i < BATCHES; i++) {
        List<RevocationOrder> orders = tenant.orders(batch);
        if (orders.isEmpty()) {
          return;
        }
        List<RevocationResult> results = new ArrayList<>();
        // More than asked for is not believed to be an honest answer.
        for (RevocationOrder order : orders.subList(0, Math.min(batch, orders.size()))) {
          results.add(new RevocationResult(order.context(), carryOut(order, ca)));
        }
        if (!tenant.tell(results)) {
          CRP.log(System.Logger.Level.ERROR, "Intune has not taken the results of revocations");
          return;
        }
        if (orders.size() < batch) {
          return;
        }
      }
    } catch (OutsideFaultException e) {
      CRP.log(
          System.Logger.Level.ERROR, "Intune cannot be asked for revocations. " + e.getMessage());
    }
  }

  private RevocationFault carryOut(RevocationOrder order, IssuedCertificates ca) {
    Optional<SerialNumber> serial = serial(order.serial());
    if (serial.isEmpty()) {
      return RevocationFault.PARAMETER_DATA_INVALID;
    }
    try {
      Revoked revoked = ca.revoke(serial.get(), endpoints);
      CRP.log(
          System.Logger.Level.INFO,
          "Intune has certificate " + serial.get().hex() + " revoked: " + revoked);
      return switch (revoked) {
        case NOW, BEFORE -> RevocationFault.NONE;
        case UNKNOWN -> RevocationFault.CERTIFICATE_NOT_FOUND;
      };
    } catch (RuntimeException e) {
      CRP.log(
          System.Logger.Level.ERROR,
          "Certificate " + serial.get().hex() + " could not be revoked",
          e);
      return RevocationFault.RETRYABLE;
    }
  }

  private static Optional<SerialNumber> serial(String written) {
    String digits = written.strip().replaceFirst("^0[xX]", "").replaceAll("[: -]", "");
    try {
      return digits.matches("[0-9A-Fa-f]{1," + MAX_SERIAL + "}")
          ? Optional.of(SerialNumber.parse(digits))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
