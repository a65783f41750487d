package org.scepter.joining;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.scepter.issuing.est.NodeCertificates;
import org.scepter.issuing.est.NodeCertificates.Purpose;
import org.scepter.issuing.signing.X509;
import org.scepter.pki.Der;
import org.scepter.registrationpoint.node.NdesServers;

/** Makes a node of who was admitted: certificates, registration and what its home needs. */
@ApplicationScoped
public class Joining {
  private static final System.Logger CRP = System.getLogger("scepter.CRP");

  private final ExpectedNodes expected;
  private final NodeCertificates certificates;
  private final NdesServers servers;
  private final NodeProvision provision;
  private final Provider provider;

  Joining() {
    this(null, null, null, null, null);
  }

  @Inject
  public Joining(
      ExpectedNodes expected,
      NodeCertificates certificates,
      NdesServers servers,
      NodeProvision provision,
      Provider provider) {
    this.expected = expected;
    this.certificates = certificates;
    this.servers = servers;
    this.provision = provision;
    this.provider = provider;
  }

  /** What came of it. */
  record Outcome(Optional<JoinRefusal> refusal, Optional<Lines> provision) {
    private static Outcome refused(JoinRefusal why) {
      return new Outcome(Optional.of(why), Optional.empty());
    }
  }

  /**
   * Uses the node's token up, certifies its keys and registers it in place of any other of its
   * name, all of it or nothing. A request that cannot be taken leaves the token as it was.
   */
  @Transactional
  public Outcome join(ExpectedNode node, JoinRequest request) {
    if (!request.isFit(provider)) {
      return Outcome.refused(JoinRefusal.REQUEST_UNFIT);
    }
    Optional<JoinRefusal> obstacle = expected.spend(node);
    if (obstacle.isPresent()) {
      return Outcome.refused(obstacle.get());
    }
    Lines answer = Lines.empty();
    for (Purpose each : Purpose.values()) {
      List<Der> chain = certificates.issue(node.name(), each, request.key(each));
      answer.with(JoinRequest.line(each), chain);
      if (each == Purpose.CLIENT) {
        X509Certificate client = parsed(chain.get(0));
        servers.registerAlone(node.name(), node.terms(), client);
        provision.add(answer, node.name(), client);
      }
    }
    CRP.log(System.Logger.Level.INFO, "The node " + node.name() + " has joined");
    return new Outcome(Optional.empty(), Optional.of(answer));
  }

  private static X509Certificate parsed(Der certificate) {
    try {
      return X509.certificate(certificate);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("what was signed can be read", e);
    }
  }
}
