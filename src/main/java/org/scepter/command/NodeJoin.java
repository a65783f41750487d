package org.scepter.command;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.scepter.issuing.est.NodeCertificates.Purpose;
import org.scepter.issuing.succession.KeyType;
import org.scepter.joining.JoinBundle;
import org.scepter.joining.JoinRequest;
import org.scepter.joining.Lines;
import org.scepter.pki.Der;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.peer.PeerAnswer;
import org.scepter.platform.peer.PinnedCall;
import org.scepter.platform.peer.Question;

/**
 * Joins: makes the node's keys here, shows the token inside, and fills a home with what comes back.
 * No private key of the node leaves this machine; the RA's keys come sealed to the node's own.
 */
final class NodeJoin {
  private static final int MAX_ANSWER = 1_048_576;
  private static final Pattern DETAIL = Pattern.compile("\"detail\":\"([^\"\\\\]{1,300})\"");
  private static final String UNKNOWN = "TokenUnknown";
  private static final List<Integer> REFUSALS = List.of(403, 422);

  private final JoinBundle bundle;
  private final Path home;
  private final Clock clock;
  private final Provider provider = new BouncyCastleProvider();
  private final SecureRandom random = new SecureRandom();

  NodeJoin(JoinBundle bundle, Path home, Clock clock) {
    this.bundle = bundle;
    this.home = home;
    this.clock = clock;
  }

  /** What the inside gave, and by which certificate it was known. */
  private record Joined(Lines provision, X509Certificate inside) {}

  /** Writes everything but the marker, whose content it gives. */
  byte[] fill() throws IOException {
    try {
      Map<Purpose, KeyPair> keys = new EnumMap<>(Purpose.class);
      Lines request = Lines.empty();
      for (Purpose each : Purpose.values()) {
        KeyPair pair = KeyType.RSA_2048.generate(random);
        keys.put(each, pair);
        request.with(JoinRequest.line(each), request(pair));
      }
      Joined joined = joined(request);
      Map<Purpose, KeyEntry> entries = new EnumMap<>(Purpose.class);
      for (Purpose each : Purpose.values()) {
        entries.put(each, entry(each, keys.get(each), joined.provision()));
      }
      return new JoinedHome(home, provider, random, clock)
          .fill(entries, joined.provision(), joined.inside());
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IOException("the node's keys cannot be made: " + e.getMessage(), e);
    }
  }

  private Der request(KeyPair pair) throws IOException, OperatorCreationException {
    return Der.of(
        new JcaPKCS10CertificationRequestBuilder(
                new X500Principal("CN=" + bundle.name()), pair.getPublic())
            .build(
                new JcaContentSignerBuilder("SHA256withRSA")
                    .setProvider(provider)
                    .build(pair.getPrivate()))
            .getEncoded());
  }

  private static KeyEntry entry(Purpose purpose, KeyPair pair, Lines provision) throws IOException {
    List<X509Certificate> chain = provision.chain(JoinRequest.line(purpose));
    if (!chain.get(0).getPublicKey().equals(pair.getPublic())) {
      throw new IOException("the inside has certified another key than this node's");
    }
    return new KeyEntry(purpose.file().replaceFirst(".*/", ""), pair.getPrivate(), chain);
  }

  /** The first server inside that takes the token, or that knows why it does not. */
  private Joined joined(Lines request) throws IOException {
    PinnedCall call = new PinnedCall(new LinkedHashSet<>(bundle.pins()), clock);
    Question question =
        Question.post(
                JoinRequest.PATH,
                Lines.MEDIA_TYPE + ";charset=UTF-8",
                request.written(),
                MAX_ANSWER)
            .with("Authorization", bundle.token().header());
    List<String> faults = new ArrayList<>();
    for (URI url : bundle.urls()) {
      try {
        PinnedCall.Answered answered = call.ask(url, question);
        PeerAnswer answer = answered.answer();
        if (answer.is(200, Lines.MEDIA_TYPE)) {
          return new Joined(Lines.read(answer.bytes()), answered.known());
        }
        faults.add(url + ": " + said(answer));
        if (isFinal(answer)) {
          break;
        }
      } catch (IOException e) {
        faults.add(url + ": " + (e.getMessage() == null ? e.toString() : e.getMessage()));
      }
    }
    throw new IOException("the node has not joined: " + String.join("; ", faults));
  }

  // Another server inside may have the CA, or the home in which the node was added, or be well.
  private static boolean isFinal(PeerAnswer answer) {
    return answer.isProblem()
        && REFUSALS.contains(answer.status())
        && !answer.text().contains(UNKNOWN);
  }

  private static String said(PeerAnswer answer) {
    Matcher detail = DETAIL.matcher(new String(answer.bytes(), StandardCharsets.UTF_8));
    return answer.isProblem() && detail.find() ? detail.group(1) : answer.describe();
  }
}
