package org.scepter.issuing.remote;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.scepter.issuing.est.AuthorityDocument;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.SettingsReader;
import org.scepter.platform.peer.NodeIdentity;
import org.scepter.platform.peer.PeerAnswer;
import org.scepter.platform.peer.PeerSettings;
import org.scepter.platform.peer.Peers;
import org.scepter.platform.peer.Question;
import org.scepter.platform.peer.UnexpectedAnswerException;

/** The servers inside that are the CA, and what is known of it. */
@ApplicationScoped
public class CertificateAuthorities {
  /** The setting that lists them; without it, the registration points are the CA too. */
  public static final String URLS = "scepter.issuing.urls";

  static final String OTHERWISE = "scepter.registrationpoint.urls";
  private static final String FILE = "ndes/authority.json";
  private static final System.Logger LOG = System.getLogger("scepter.NDES");
  static final Question GENERATIONS =
      Question.get("/node/ca/generations", AuthorityDocument.MAX_LENGTH);

  private final PeerSettings settings;
  private final Peers peers;
  private final KnownAuthority known;

  CertificateAuthorities() {
    this.settings = null;
    this.peers = null;
    this.known = null;
  }

  @Inject
  public CertificateAuthorities(SettingsReader reader, ScepterHome home, Clock clock) {
    this.settings = PeerSettings.from(reader, URLS, OTHERWISE);
    this.peers =
        new Peers(new NodeIdentity(home, settings.connectTimeout(), clock), settings, clock, LOG);
    this.known = new KnownAuthority(home.resolve(FILE));
  }

  /** Whether this node has to ask a CA on another server, and gets the RA's keys from there. */
  public static boolean areNeeded(PlatformSettings platform) {
    return platform.has(NodeRole.NDES) && !platform.has(NodeRole.CA);
  }

  PeerSettings settings() {
    return settings;
  }

  /**
   * Asks the first one that is well.
   *
   * @throws IOException if none answers as a CA of Scepter's does
   */
  <T> T ask(Question question, Peers.Reading<T> reading) throws IOException {
    return peers.ask(question, reading);
  }

  /** The last that was heard of the CA; empty if nothing ever was. */
  Optional<AuthorityDocument> known() {
    return known.document();
  }

  /** Finds out which ones are well, and what there is to know. */
  void check() {
    peers.check(GENERATIONS, this::learnt);
  }

  private AuthorityDocument learnt(PeerAnswer answer) throws IOException {
    JsonObject told = answer.json(200);
    try {
      AuthorityDocument document = AuthorityDocument.read(told);
      known.learn(document);
      return document;
    } catch (RuntimeException e) {
      throw new UnexpectedAnswerException("what it tells of the CA cannot be read");
    }
  }
}
