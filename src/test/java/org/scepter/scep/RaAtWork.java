package org.scepter.scep;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.scepter.enrolment.Authorised;
import org.scepter.enrolment.Enrolling;
import org.scepter.enrolment.Issuance;
import org.scepter.enrolment.Issued;
import org.scepter.enrolment.Verdict;
import org.scepter.enrolment.VerificationRequest;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.Der;
import org.scepter.scep.endpoint.Endpoint;
import org.scepter.scep.endpoint.ScepSettings;

/** A registration authority that serves while its keys and CAs change, and a device that asks. */
final class RaAtWork {
  private static final TestDevice DEVICE = new TestDevice();

  private final Endpoint endpoint;
  private final Willing behind;
  private final RegistrationAuthority authority;
  private final PkiOperation operation;

  /** Authorises all and issues. */
  static class Willing extends BehindNdes {
    Willing(Der ca) {
      super(ca);
    }

    @Override
    public Verdict verify(VerificationRequest request) {
      return new Authorised(authorisation(request));
    }

    @Override
    public Issuance issue(Authorised verdict, CertificationRequest request) {
      return new Issued(DEVICE.self.der(), List.of());
    }
  }

  RaAtWork(TestRa ra, ScepSettings settings, Willing behind, Clock clock) {
    this.endpoint = settings.endpoint("mscep").orElseThrow();
    this.behind = behind;
    this.authority = ra.before(behind, clock);
    this.operation =
        new PkiOperation(authority, new Enrolling(behind, behind), behind, any -> {}, () -> "");
  }

  /** What comes of a request that is encrypted to one and is to be answered by another. */
  TestDevice.Reply reply(TestRa.Party recipient, TestRa.Party answering) {
    return reply(DEVICE.message(recipient.certificate(), "19", "the challenge"), answering);
  }

  /** What comes of a GetCRL for a certificate with this issuer. */
  TestDevice.Reply revocations(String issuer, TestRa.Party recipient, TestRa.Party answering) {
    return reply(DEVICE.about(recipient.certificate(), "22", issuer, 7), answering);
  }

  private TestDevice.Reply reply(byte[] message, TestRa.Party answering) {
    return DEVICE.new Reply(operation.answer(endpoint, message), answering.certificate());
  }

  boolean isAnyGivenOut() {
    return bundle().isPresent();
  }

  /** Whether devices are told of a key. */
  boolean isGivenOut(TestRa.Party party) {
    return party.isIn(bundle().orElseThrow());
  }

  private Optional<byte[]> bundle() {
    return new CaCertificates(authority, behind).bundle(endpoint);
  }
}
