package org.scepter.testing.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.scepter.testing.Command;
import org.scepter.testing.Policy;

/**
 * certmonger's daemon, which makes key, request and messages itself and lets scep-submit send them
 * by GET. Told to wait, it sends the same request again; it renews with a new key and the challenge
 * that it was given once. It runs without a bus, for as long as a script takes.
 */
final class Certmonger implements Client {
  static final String PROGRAM = "certmonger";

  private static final String ENROL =
      """
      getcert add-scep-ca -c scepter -u "$URL"
      getcert request -c scepter -I device -f "$DIRECTORY/device.pem" -k "$DIRECTORY/device.key" \
        -N "$SUBJECT" -D "$DNS_NAME" -u digitalSignature -u keyEncipherment \
        -U 1.3.6.1.5.5.7.3.2 -L "$CHALLENGE"
      """;
  private static final String RENEW = "getcert rekey -i device -w\n";

  /** The daemon would wait for days before it asks a CA again. */
  private static final String UNTIL_ISSUED =
      """
      for attempt in $(seq 60); do
        status=0
        getcert status -i device || status=$?
        case $status in
          0) echo done; exit 0 ;;
          2 | 4) break ;;
        esac
        getcert refresh -i device
        sleep 1
      done
      getcert list -i device
      exit 1
      """;

  private static final String DONE = "done\n";

  private final Bench bench;

  Certmonger(Bench bench) {
    this.bench = bench;
  }

  @Override
  public X509Certificate enrol(Policy policy) {
    Map<String, String> words = new TreeMap<>();
    words.put("URL", bench.url());
    words.put("SUBJECT", policy.subject());
    words.put("DNS_NAME", policy.alternativeNames().get(0).substring("DNS:".length()));
    words.put("CHALLENGE", policy.requireChallenge());
    return run(ENROL + UNTIL_ISSUED, words);
  }

  @Override
  public X509Certificate renew(Policy policy) {
    return run(RENEW + UNTIL_ISSUED, new TreeMap<>());
  }

  private X509Certificate run(String script, Map<String, String> words) {
    Map<String, String> places = new TreeMap<>();
    for (String place : List.of("REQUESTS", "CAS", "LOCAL_CA", "CONFIG")) {
      places.put("CERTMONGER_" + place + "_DIR", place(place));
    }
    places.put("CERTMONGER_TMPDIR", place("TMP"));
    String gate = "sh " + bench.written("script.sh", bytes(definitions(words) + script));
    Command.Result result =
        Command.run(
            bench.directory(),
            places,
            List.of(PROGRAM, "-L", "-P", bench.file("socket").toString(), "-n", "-c", gate));
    // The daemon is content whatever became of the script.
    if (!result.expectSuccess().text().endsWith(DONE)) {
      throw new AssertionError(result.text() + result.err());
    }
    return bench.certificate("device.pem");
  }

  /** The daemon hands its environment on to nobody. */
  private String definitions(Map<String, String> words) {
    words.put("DIRECTORY", bench.directory().toString());
    StringBuilder text = new StringBuilder("set -eu\n");
    words.forEach((name, value) -> text.append(name + "='" + value + "'\n"));
    return text.toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String place(String name) {
    try {
      return Files.createDirectories(bench.file(name)).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
