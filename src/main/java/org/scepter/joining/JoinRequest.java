package org.scepter.joining;

import java.io.IOException;
import java.io.InputStream;
import java.security.Provider;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.scepter.issuing.est.NodeCertificates;
import org.scepter.issuing.est.NodeCertificates.Purpose;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.pki.UnreadableException;
import org.scepter.platform.Problem;
import org.scepter.platform.Result;

/**
 * What a node that joins asks for: a PKCS#10 for each of its keys, signed by it. Names and wishes
 * in them count for nothing.
 */
public record JoinRequest(Map<Purpose, CertificationRequest> requests) {
  /** Where it is posted, behind the URL of an internal listener. */
  public static final String PATH = "/join/node";

  /** Longest one that is read. */
  public static final int MAX_LENGTH = 65_536;

  public JoinRequest {
    requests = Map.copyOf(requests);
    if (!requests.keySet().equals(java.util.Set.of(Purpose.values()))) {
      throw new IllegalArgumentException("a node asks for each of its certificates");
    }
  }

  /** The name of the line with a PKCS#10 or what came of it. */
  public static String line(Purpose purpose) {
    return purpose.file().replace('/', '-');
  }

  /** 400 or 413 for what is none. */
  static Result<JoinRequest> read(InputStream body) {
    try {
      byte[] text = body.readNBytes(MAX_LENGTH + 1);
      if (text.length > MAX_LENGTH) {
        return Result.refused(
            new Problem(
                413, "Body too large", "A body has at most " + MAX_LENGTH + " bytes.", List.of()));
      }
      Lines lines = Lines.read(text);
      Map<Purpose, CertificationRequest> requests = new EnumMap<>(Purpose.class);
      for (Purpose each : Purpose.values()) {
        requests.put(each, CertificationRequest.read(lines.bytes(line(each))));
      }
      return Result.of(new JoinRequest(requests));
    } catch (IOException | UnreadableException e) {
      return Result.refused(
          new Problem(400, "Malformed body", "The body is no request to join.", List.of()));
    }
  }

  /** Whether each one is signed by its key, which is strong enough and not another one's too. */
  boolean isFit(Provider provider) {
    long keys =
        requests.values().stream().map(each -> each.publicKey().digest()).distinct().count();
    return keys == requests.size()
        && requests.values().stream()
            .allMatch(
                each ->
                    NodeCertificates.isTaken(each.publicKey())
                        && !each.asksToBeCa()
                        && each.isSignedByItsKey(provider, false));
  }

  PublicKeyInfo key(Purpose purpose) {
    return requests.get(purpose).publicKey();
  }
}
