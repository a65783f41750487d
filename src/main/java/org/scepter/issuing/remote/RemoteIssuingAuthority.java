package org.scepter.issuing.remote;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.scepter.enrolment.Authorised;
import org.scepter.enrolment.CaGeneration;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.Issuance;
import org.scepter.enrolment.IssuingAuthority;
import org.scepter.enrolment.OutOfReachException;
import org.scepter.enrolment.RevocationListAnswer;
import org.scepter.enrolment.Unreachable;
import org.scepter.issuing.est.AuthorityDocument;
import org.scepter.issuing.signing.X509;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.Der;
import org.scepter.pki.Hex;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.SubjectName;
import org.scepter.pki.TemplateName;
import org.scepter.platform.peer.PeerAnswer;
import org.scepter.platform.peer.Question;
import org.scepter.platform.peer.UnexpectedAnswerException;

/** The CA on another server: an EST client that hands on nothing but what was authorised. */
@ApplicationScoped
@Typed(RemoteIssuingAuthority.class) // the port is bound by the node's roles
public class RemoteIssuingAuthority implements IssuingAuthority {
  private static final int MAX_CERTIFICATE = 65_536;

  private final CertificateAuthorities authorities;
  private final EstEnrolment enrolment;
  private final Clock clock;

  RemoteIssuingAuthority() {
    this.authorities = null;
    this.enrolment = null;
    this.clock = null;
  }

  @Inject
  public RemoteIssuingAuthority(
      CertificateAuthorities authorities, Provider provider, Clock clock) {
    this.authorities = authorities;
    this.enrolment = new EstEnrolment(authorities, provider);
    this.clock = clock;
  }

  private AuthorityDocument known() {
    return authorities
        .known()
        .orElseThrow(() -> new OutOfReachException("the CA was not reached since the start"));
  }

  @Override
  public List<Der> chain() {
    List<CaGeneration> generations = known().generations();
    return generations.stream()
        .filter(each -> !clock.instant().isBefore(each.activeFrom()))
        .max(java.util.Comparator.comparing(CaGeneration::activeFrom))
        .orElse(generations.get(0))
        .chain();
  }

  @Override
  public List<CaGeneration> generations() {
    return known().generations();
  }

  @Override
  public Optional<Der> nextAuthority() {
    AuthorityDocument known = known();
    boolean isStillToCome =
        known.generations().stream().anyMatch(each -> clock.instant().isBefore(each.activeFrom()));
    return known.nextAuthority().filter(any -> isStillToCome);
  }

  @Override
  public Issuance issue(Authorised verdict, CertificationRequest request) {
    try {
      return enrolment.enrol(verdict, request);
    } catch (IOException e) {
      return new Unreachable("no CA answers: " + e.getMessage());
    }
  }

  @Override
  public Optional<Der> requestAttributes(TemplateName template) {
    try {
      return enrolment.requestAttributes(template);
    } catch (IOException e) {
      throw new OutOfReachException("no CA answers: " + e.getMessage());
    }
  }

  @Override
  public Optional<Der> certificate(EndpointName endpoint, SubjectName issuer, SerialNumber serial) {
    Question question =
        Question.get(
            "/node/ca/certificate?endpoint=" + endpoint + "&" + named(issuer, serial),
            MAX_CERTIFICATE);
    return asked(question, answer -> certificate(answer, issuer, serial));
  }

  private static Optional<Der> certificate(
      PeerAnswer answer, SubjectName issuer, SerialNumber serial) throws IOException {
    if (answer.status() == 204) {
      return Optional.empty();
    }
    if (!answer.is(200, "application/pkix-cert")) {
      throw UnexpectedAnswerException.of(answer);
    }
    try {
      Der der = Der.of(answer.bytes());
      X509Certificate found = X509.certificate(der);
      if (found.getSerialNumber().equals(serial.value())
          && isNamed(found.getIssuerX500Principal().getEncoded(), issuer)) {
        return Optional.of(der);
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new UnexpectedAnswerException("what it gives for a certificate is none");
    }
    throw new UnexpectedAnswerException("it gives another certificate than was asked for");
  }

  @Override
  public RevocationListAnswer revocationList(SubjectName issuer, SerialNumber serial) {
    Question question =
        Question.get("/node/ca/revocation-list?" + named(issuer, serial), GivenList.MAX_LENGTH);
    return asked(question, answer -> revocationList(answer, issuer));
  }

  private static RevocationListAnswer revocationList(PeerAnswer answer, SubjectName issuer)
      throws IOException {
    if (answer.status() == 422 && answer.isProblem()) {
      var why = EstEnrolment.refusal(answer.json());
      return RevocationListAnswer.refused(why.reason(), why.detail());
    }
    GivenList given = GivenList.read(answer);
    if (isNamed(given.parsed().getIssuerX500Principal().getEncoded(), issuer)) {
      return RevocationListAnswer.of(given.der());
    }
    throw new UnexpectedAnswerException("it gives another CA's CRL");
  }

  private static boolean isNamed(byte[] name, SubjectName issuer) {
    return Arrays.equals(name, issuer.der().bytes());
  }

  private static String named(SubjectName issuer, SerialNumber serial) {
    return "issuer=" + Hex.encode(issuer.der().bytes()) + "&serial=" + serial.hex();
  }

  private <T> T asked(Question question, org.scepter.platform.peer.Peers.Reading<T> reading) {
    try {
      return authorities.ask(question, reading);
    } catch (IOException e) {
      throw new OutOfReachException("no CA answers: " + e.getMessage());
    }
  }
}
