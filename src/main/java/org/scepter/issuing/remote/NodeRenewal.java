package org.scepter.issuing.remote;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.scepter.enrolment.CaGeneration;
import org.scepter.issuing.est.AuthorityDocument;
import org.scepter.issuing.est.CertsOnly;
import org.scepter.issuing.est.RenewalProof;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.Der;
import org.scepter.pki.EstText;
import org.scepter.pki.UnreadableException;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.peer.NodeIdentity;
import org.scepter.platform.peer.PeerAnswer;
import org.scepter.platform.peer.Peers;
import org.scepter.platform.peer.Question;
import org.scepter.platform.peer.UnexpectedAnswerException;

/** Renews a node's own certificates at the CA inside: {@code simplereenroll} (RFC 7030 §4.2.2). */
@ApplicationScoped
public class NodeRenewal {
  private static final System.Logger LOG = System.getLogger(NodeRenewal.class.getName());
  private static final String PATH = "/.well-known/est/infrastructure/simplereenroll";
  private static final int MAX_ANSWER = 65_536;

  private final CertificateAuthorities authorities;
  private final ScepterHome home;
  private final Clock clock;

  NodeRenewal() {
    this(null, null, null);
  }

  @Inject
  public NodeRenewal(CertificateAuthorities authorities, ScepterHome home, Clock clock) {
    this.authorities = authorities;
    this.home = home;
    this.clock = clock;
  }

  /**
   * A certificate in place of the node's client certificate, which the connection shows.
   *
   * @throws IOException if no CA answers, or none renews it
   */
  public Der renew(CertificationRequest request) throws IOException {
    return taken(authorities.ask(question(request), NodeRenewal::read));
  }

  /**
   * A certificate in place of one of the node's TLS.
   *
   * @param proof {@link RenewalProof}
   */
  public Der renew(CertificationRequest request, String proof) throws IOException {
    return taken(
        authorities.ask(question(request).with(RenewalProof.HEADER, proof), NodeRenewal::read));
  }

  private static Question question(CertificationRequest request) {
    return Question.post(PATH, "application/pkcs10", request.der().base64(), MAX_ANSWER);
  }

  private static Der taken(Answered answered) throws IOException {
    return answered.certificate().orElseThrow(() -> new IOException(answered.refusal()));
  }

  /** A refusal is an answer like any other: whoever gives it is well. */
  private record Answered(Optional<Der> certificate, String refusal) {}

  private static Answered read(PeerAnswer answer) throws IOException {
    if (answer.is(200, "application/pkcs7-mime")) {
      try {
        List<Der> certificates = CertsOnly.read(EstText.decode(answer.bytes()));
        if (certificates.size() == 1) {
          return new Answered(Optional.of(certificates.get(0)), "");
        }
      } catch (UnreadableException e) {
        throw new UnexpectedAnswerException("what it gives for a certificate is none");
      }
      throw new UnexpectedAnswerException("it gives not one certificate");
    }
    if (answer.status() == 422 && answer.isProblem()) {
      return new Answered(Optional.empty(), answer.json().getString("detail", "422"));
    }
    throw UnexpectedAnswerException.of(answer);
  }

  /** The CAs that certify Scepter's own parts, the one that issues now first. */
  public List<CaGeneration> generations() {
    Instant now = clock.instant();
    return authorities.known().map(AuthorityDocument::certifyingNodes).orElse(List.of()).stream()
        .sorted(
            Comparator.comparing((CaGeneration each) -> now.isBefore(each.activeFrom()))
                .thenComparing(CaGeneration::activeFrom, Comparator.reverseOrder()))
        .toList();
  }

  /**
   * Whether the CA inside takes a client key that the node does not show yet.
   *
   * @param keyFile in the home
   * @throws IOException if not; its message says why
   */
  public void tryOut(String keyFile) throws IOException {
    new Peers(
            new NodeIdentity(home, keyFile, authorities.settings().connectTimeout(), clock),
            authorities.settings(),
            clock,
            LOG)
        .ask(CertificateAuthorities.GENERATIONS, answer -> answer.json(200));
  }

  /** The CA that issues now, for whoever has to know until when it does. */
  public Optional<CaGeneration> current() {
    return generations().stream().findFirst();
  }
}
