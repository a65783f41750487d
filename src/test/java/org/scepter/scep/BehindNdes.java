package org.scepter.scep;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.scepter.enrolment.Authorisation;
import org.scepter.enrolment.CaGeneration;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.Issuance;
import org.scepter.enrolment.IssuingAuthority;
import org.scepter.enrolment.Outcome;
import org.scepter.enrolment.PolicyModule;
import org.scepter.enrolment.Polled;
import org.scepter.enrolment.Verdict;
import org.scepter.enrolment.VerificationRequest;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.Der;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.Sha256;
import org.scepter.pki.SubjectName;
import org.scepter.pki.TransactionId;

/** What stands behind NDES in tests: a CA, and nobody who expects to be asked. */
class BehindNdes implements PolicyModule, IssuingAuthority {
  private final Der ca;

  BehindNdes(Der ca) {
    this.ca = ca;
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
  public void notify(Outcome outcome) {}

  @Override
  public List<Der> chain() {
    return List.of(ca);
  }

  @Override
  public List<CaGeneration> generations() {
    return List.of(new CaGeneration(1, chain(), Instant.EPOCH, Instant.MAX));
  }

  @Override
  public Issuance issue(Authorisation authorisation, CertificationRequest request) {
    throw new AssertionError("nothing was authorised");
  }

  @Override
  public Optional<Der> nextAuthority() {
    return Optional.empty();
  }

  @Override
  public Optional<Der> certificate(EndpointName endpoint, SubjectName issuer, SerialNumber serial) {
    throw new AssertionError("nobody asks for a certificate");
  }

  @Override
  public Optional<Der> revocationList(SubjectName issuer, SerialNumber serial) {
    throw new AssertionError("nobody asks for a CRL");
  }
}
