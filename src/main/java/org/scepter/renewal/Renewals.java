package org.scepter.renewal;

import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.scepter.renewal.OwnCertificate.Renewal;

/** One round: whatever is due is renewed; what fails is told once and tried again next time. */
final class Renewals {
  private static final System.Logger LOG = System.getLogger(Renewals.class.getName());

  private final OwnCertificates certificates;
  private final KeyRenewal keys;
  private final SignerRenewal signer;
  private final RenewalSettings settings;
  private final Clock clock;
  private final Map<String, String> faults = new HashMap<>();

  Renewals(
      OwnCertificates certificates,
      KeyRenewal keys,
      SignerRenewal signer,
      RenewalSettings settings,
      Clock clock) {
    this.certificates = certificates;
    this.keys = keys;
    this.signer = signer;
    this.settings = settings;
    this.clock = clock;
  }

  void run() {
    for (OwnCertificate each : certificates.all()) {
      if (each.renewal() == Renewal.ITSELF
          && OwnCertificates.RENEWABLE.contains(each.name())
          && each.certificate().isPresent()) {
        attempt(each);
      }
    }
  }

  private void attempt(OwnCertificate own) {
    try {
      if (own.name().equals(OwnCertificates.AUTHORISATION)) {
        signer(own);
      } else if (keys.isDue(own, settings.percentLeft())) {
        String path = own.name().replaceFirst("-", "/") + ".p12";
        LOG.log(
            System.Logger.Level.INFO,
            own.name() + ": renewed, ends at " + keys.renew(own.name(), path));
      }
      faults.remove(own.name());
    } catch (IOException | RuntimeException e) {
      String fault = String.valueOf(e.getMessage());
      if (!fault.equals(faults.put(own.name(), fault))) {
        LOG.log(System.Logger.Level.ERROR, own.name() + " could not be renewed: " + fault, e);
      }
    }
  }

  private void signer(OwnCertificate own) throws IOException {
    Optional<String> next = signer.next();
    if (next.isPresent()) {
      signer.takeOver(next.get(), clock.instant());
    } else if (keys.isDue(own, settings.percentLeft())) {
      signer.prepare(settings.signerOverlap(), clock.instant());
    }
  }
}
