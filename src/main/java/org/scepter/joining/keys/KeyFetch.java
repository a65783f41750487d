package org.scepter.joining.keys;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.security.Provider;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.scepter.issuing.remote.CertificateAuthorities;
import org.scepter.pki.Der;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.SettingsReader;
import org.scepter.platform.peer.NodeIdentity;
import org.scepter.platform.peer.PeerAnswer;
import org.scepter.platform.peer.PeerSettings;
import org.scepter.platform.peer.Peers;
import org.scepter.platform.peer.Question;
import org.scepter.platform.peer.UnexpectedAnswerException;
import org.scepter.platform.ra.RaSet;
import org.scepter.registrationpoint.remote.RegistrationPoints;

/** A node in front asks the inside for the RA's key sets that its home lacks. */
@ApplicationScoped
public class KeyFetch {
  private static final System.Logger NDES = System.getLogger("scepter.NDES");
  private static final int MAX_ANSWER = 1_048_576;

  private final Peers peers;
  private final KeyInbox inbox;
  private final KeyFetchSettings settings;
  private String complaint = "";

  KeyFetch() {
    this.peers = null;
    this.inbox = null;
    this.settings = null;
  }

  @Inject
  public KeyFetch(SettingsReader reader, ScepterHome home, Provider provider, Clock clock) {
    PeerSettings inside =
        PeerSettings.from(reader, CertificateAuthorities.URLS, RegistrationPoints.URLS);
    this.peers =
        new Peers(new NodeIdentity(home, inside.connectTimeout(), clock), inside, clock, NDES);
    this.inbox = new KeyInbox(home, provider, new SecureRandom());
    this.settings = KeyFetchSettings.from(reader);
  }

  Duration interval() {
    return settings.interval();
  }

  /** Asks once. While nobody answers, what is here serves; that is said once. */
  synchronized void run() {
    String known =
        inbox.known().stream().sorted().map(String::valueOf).collect(Collectors.joining(","));
    try {
      inbox.take(
          peers.ask(
              Question.get(KeySetResource.PATH + "?known=" + known, MAX_ANSWER), KeyFetch::read));
      complaint = "";
    } catch (IOException e) {
      String why = "" + e.getMessage();
      if (!why.equals(complaint)) {
        complaint = why;
        NDES.log(System.Logger.Level.WARNING, "The RA's next key set is not fetched: " + why);
      }
    }
  }

  private static List<SealedSet> read(PeerAnswer answer) throws IOException {
    List<SealedSet> sets = new ArrayList<>();
    try {
      for (JsonValue each : answer.json(200).getJsonArray("keySets")) {
        JsonObject set = each.asJsonObject();
        sets.add(
            new SealedSet(
                new RaSet(
                    set.getInt("number"),
                    set.getInt("generation"),
                    Optional.ofNullable(set.getString("activeFrom", null)).map(Instant::parse)),
                Der.of(Base64.getDecoder().decode(set.getString("sealed")))));
      }
    } catch (RuntimeException e) {
      throw new UnexpectedAnswerException("what it gives for key sets is none");
    }
    return sets;
  }
}
