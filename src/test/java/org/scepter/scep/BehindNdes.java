package org.scepter.scep;

import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import org.scepter.enrolment.Authorisation;
import org.scepter.enrolment.Authorised;
import org.scepter.enrolment.CaGeneration;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.enrolment.Issuance;
import org.scepter.enrolment.IssuingAuthority;
import org.scepter.enrolment.Outcome;
import org.scepter.enrolment.PolicyModule;
import org.scepter.enrolment.Polled;
import org.scepter.enrolment.RevocationListAnswer;
import org.scepter.enrolment.Verdict;
import org.scepter.enrolment.VerificationRequest;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.Der;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.Sha256;
import org.scepter.pki.SubjectName;
import org.scepter.pki.TemplateName;
import org.scepter.pki.TransactionId;

/** What stands behind NDES in tests: a CA, and nobody who expects to be asked. */
public class BehindNdes implements PolicyModule, IssuingAuthority {
  private final Der ca;

  public BehindNdes(Der ca) {
    this.ca = ca;
  }

  /** What authorises exactly a request. */
  public static Authorisation authorisation(VerificationRequest request) {
    return authorisation(request.endpoint(), request.transaction(), request.request());
  }

  static Authorisation authorisation(
      EndpointName endpoint, TransactionId transaction, CertificationRequest request) {
    Instant now = Instant.EPOCH;
    return new Authorisation(
        new EnrolmentId("0".repeat(32)),
        Optional.empty(),
        endpoint,
        transaction,
        request.der().sha256(),
        request.publicKey().digest(),
        new TemplateName("ScepterDevice"),
        1,
        request.subject(),
        List.of(),
        Optional.empty(),
        KeyUsageMask.GENERAL_PURPOSE,
        List.of(),
        Period.ofDays(1),
        "profile",
        Optional.empty(),
        Optional.empty(),
        now,
        now.plusSeconds(60));
  }

  @Override
  public Verdict verify(VerificationRequest request) {
    throw new AssertionError("nobody asks");
  }

  @Override
  public Polled poll(EndpointName endpoint, TransactionId transaction, Sha256 signerKey) {
    throw new AssertionError("nobody polls");
  }

  @Override
  public Issuance notify(Outcome outcome) {
    return outcome.issuance();
  }

  @Override
  public List<Der> chain() {
    return List.of(ca);
  }

  @Override
  public List<CaGeneration> generations() {
    return List.of(new CaGeneration(1, chain(), Instant.EPOCH, Instant.MAX));
  }

  @Override
  public Issuance issue(Authorised verdict, CertificationRequest request) {
    throw new AssertionError("nothing was authorised");
  }

  @Override
  public Optional<Der> nextAuthority() {
    return Optional.empty();
  }

  @Override
  public Optional<Der> requestAttributes(TemplateName template) {
    return Optional.empty();
  }

  @Override
  public Optional<Der> certificate(EndpointName endpoint, SubjectName issuer, SerialNumber serial) {
    throw new AssertionError("nobody asks for a certificate");
  }

  @Override
  public RevocationListAnswer revocationList(SubjectName issuer, SerialNumber serial) {
    throw new AssertionError("nobody asks for a CRL");
  }
}
