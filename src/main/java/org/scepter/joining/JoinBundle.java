package org.scepter.joining;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.scepter.pki.Sha256;

/**
 * What an operator carries from inside to a node: where the inside is, by what to know it, and the
 * token with which the node joins once.
 *
 * @param urls internal listeners, {@code https://inside.example.com:9443}
 * @param pins SHA-256 of the internal listeners' certificates or of a CA's that certifies them
 * @param expiresAt until when the token is good
 */
public record JoinBundle(
    String name, List<URI> urls, List<Sha256> pins, JoinToken token, Instant expiresAt) {
  /** Longest one that is read. */
  public static final int MAX_LENGTH = 65_536;

  private static final String VERSION = "1";

  public JoinBundle {
    urls = List.copyOf(urls);
    pins = List.copyOf(pins);
    Objects.requireNonNull(token);
    Objects.requireNonNull(expiresAt);
    if (!ExpectedNode.isName(name) || urls.isEmpty() || pins.isEmpty()) {
      throw new IllegalArgumentException("a bundle names a node, the inside and whom to trust");
    }
    if (!urls.stream().allMatch(JoinBundle::isListener)) {
      throw new IllegalArgumentException("an internal listener has an https URL without a path");
    }
  }

  private static boolean isListener(URI url) {
    return "https".equals(url.getScheme())
        && url.getHost() != null
        && url.getRawUserInfo() == null
        && url.getRawPath().isEmpty()
        && url.getRawQuery() == null
        && url.getRawFragment() == null;
  }

  /** Internal listeners as they are written; empty if there is none or one of them is none. */
  public static Optional<List<URI>> listeners(List<String> written) {
    try {
      return Optional.of(written.stream().map(URI::create).toList())
          .filter(urls -> !urls.isEmpty() && urls.stream().allMatch(JoinBundle::isListener));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The text that holds the token. */
  public String written() {
    return "# Lets the node "
        + name
        + " join once, until "
        + expiresAt
        + ". Take it there by a safe way: scepter node join FILE --home DIR\n"
        + Lines.empty()
            .with("expires-at", expiresAt.toString())
            .with("name", name)
            .with("pins", joined(pins.stream().map(Sha256::hex).toList()))
            .with("token", token.reveal())
            .with("urls", joined(urls.stream().map(URI::toString).toList()))
            .with("version", VERSION)
            .written();
  }

  private static String joined(List<String> values) {
    return values.stream().collect(Collectors.joining(","));
  }

  /**
   * @throws IOException if it is none that this release can read
   */
  public static JoinBundle read(byte[] text) throws IOException {
    if (text.length > MAX_LENGTH) {
      throw new IOException("it is longer than " + MAX_LENGTH + " bytes");
    }
    Lines lines = Lines.read(text);
    if (!lines.text("version").equals(VERSION)) {
      throw new IOException("it has version " + lines.text("version") + ", not " + VERSION);
    }
    try {
      return new JoinBundle(
          lines.text("name"),
          split(lines.text("urls")).stream().map(URI::create).toList(),
          split(lines.text("pins")).stream().map(Sha256::new).toList(),
          JoinToken.parse(lines.text("token"))
              .orElseThrow(() -> new IOException("its token is none")),
          Instant.parse(lines.text("expires-at")));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new IOException("a line makes no sense: " + e.getMessage(), e);
    }
  }

  private static List<String> split(String joined) {
    return Arrays.asList(joined.split(",", -1));
  }

  /** Its text as a file has it. */
  public byte[] bytes() {
    return written().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "bundle for " + name;
  }
}
