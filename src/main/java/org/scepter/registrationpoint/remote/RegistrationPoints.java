package org.scepter.registrationpoint.remote;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.security.Provider;
import java.time.Clock;
import org.scepter.enrolment.Authorisation;
import org.scepter.enrolment.Authorised;
import org.scepter.enrolment.SignedAuthorisation;
import org.scepter.enrolment.SignerHandover;
import org.scepter.pki.UnreadableException;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.SettingsReader;
import org.scepter.platform.peer.NodeIdentity;
import org.scepter.platform.peer.PeerSettings;
import org.scepter.platform.peer.Peers;
import org.scepter.platform.peer.Question;
import org.scepter.platform.peer.UnexpectedAnswerException;

/** The registration points inside, and what makes one of their authorisations believed. */
@ApplicationScoped
public class RegistrationPoints {
  /** The setting that lists them. */
  public static final String URLS = "scepter.registrationpoint.urls";

  private static final System.Logger PLUGIN = System.getLogger("scepter.NDESPlugin");
  private static final Question HEALTH = Question.get("/CMCertificateRegistration/health", 4096);

  private static final Question SIGNERS =
      Question.get("/CMCertificateRegistration/signers", SignerHandover.MAX_LENGTH + 1024);

  private final PeerSettings settings;
  private final Peers peers;
  private final PinnedSigners signers;
  private final Provider provider;
  private final Clock clock;

  RegistrationPoints() {
    this.settings = null;
    this.peers = null;
    this.signers = null;
    this.provider = null;
    this.clock = null;
  }

  @Inject
  public RegistrationPoints(
      SettingsReader reader, ScepterHome home, Provider provider, Clock clock) {
    this.settings = PeerSettings.from(reader, URLS, URLS);
    this.peers =
        new Peers(
            new NodeIdentity(home, settings.connectTimeout(), clock), settings, clock, PLUGIN);
    this.signers = new PinnedSigners(home.resolve("certmgr.box"), provider, clock);
    this.provider = provider;
    this.clock = clock;
  }

  PeerSettings settings() {
    return settings;
  }

  /**
   * Asks the first one that is well.
   *
   * @throws IOException if none answers as a registration point does
   */
  <T> T ask(Question question, Peers.Reading<T> reading) throws IOException {
    return peers.ask(question, reading);
  }

  /** Finds out which ones are well. */
  void check() {
    peers.check(HEALTH, answer -> answer.json(200));
    try {
      signers.learn(peers.ask(SIGNERS, answer -> handover(answer.json(200))));
    } catch (IOException e) {
      PLUGIN.log(System.Logger.Level.DEBUG, "no news of who signs: " + e.getMessage());
    }
  }

  private static String handover(JsonObject json) throws UnexpectedAnswerException {
    try {
      return json.getString("handover");
    } catch (NullPointerException | ClassCastException e) {
      throw new UnexpectedAnswerException("it does not say who signs");
    }
  }

  /**
   * Verifies what was signed.
   *
   * @throws UnexpectedAnswerException if no pinned registration point signed it, or it is out of
   *     date
   */
  Authorised authorised(String base64, boolean reported) throws UnexpectedAnswerException {
    try {
      SignedAuthorisation signed = SignedAuthorisation.parse(base64);
      Authorisation given = signed.verify(signers.all(), clock.instant(), provider);
      return new Authorised(given, reported, java.util.Optional.of(signed));
    } catch (UnreadableException e) {
      throw new UnexpectedAnswerException("its authorisation is not believed: " + e.getMessage());
    }
  }
}
