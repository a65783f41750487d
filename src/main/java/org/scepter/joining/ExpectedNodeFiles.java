package org.scepter.joining;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.scepter.issuing.succession.KeyFile;
import org.scepter.issuing.succession.OwnerOnly;
import org.scepter.pki.Sha256;
import org.scepter.platform.ScepterHome;
import org.scepter.registrationpoint.node.NdesTerms;

/**
 * Nodes that the command expects, in {@code nodes/expected} of a home inside: the command has no
 * database, and the server takes them over when it looks for a token.
 */
public final class ExpectedNodeFiles {
  private static final System.Logger LOG = System.getLogger(ExpectedNodeFiles.class.getName());
  private static final String SUFFIX = ".properties";
  private static final String PUBLIC_URL = "public-url";
  private static final String ENDPOINTS = "endpoints";
  private static final int NAME_LENGTH = 16;
  private static final int MAX_LENGTH = 8192;

  private final ScepterHome home;

  public ExpectedNodeFiles(ScepterHome home) {
    this.home = home;
  }

  private Path directory() {
    return home.resolve("nodes/expected");
  }

  /** From here on whoever has the token may join. */
  public void add(ExpectedNode node) throws IOException {
    OwnerOnly.directory(home.resolve("nodes"));
    OwnerOnly.directory(directory());
    Path file =
        directory()
            .resolve(node.name() + "-" + node.token().hex().substring(0, NAME_LENGTH) + SUFFIX);
    Lines lines =
        Lines.empty()
            .with("added-at", node.addedAt().toString())
            .with("expires-at", node.expiresAt().toString())
            .with("name", node.name())
            .with("token-mac", node.token().hex());
    node.terms().publicUrl().ifPresent(url -> lines.with(PUBLIC_URL, url.toString()));
    node.terms().joinedEndpoints().ifPresent(endpoints -> lines.with(ENDPOINTS, endpoints));
    KeyFile.write(file, lines.written().getBytes(StandardCharsets.UTF_8));
  }

  /** All that are there, whether they have joined or not. */
  List<ExpectedNode> all() throws IOException {
    List<ExpectedNode> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory())) {
      for (Path file : files.filter(each -> each.toString().endsWith(SUFFIX)).toList()) {
        read(file).ifPresent(found::add);
      }
    } catch (NoSuchFileException e) {
      return List.of();
    }
    return found;
  }

  private static Optional<ExpectedNode> read(Path file) throws IOException {
    if (Files.size(file) > MAX_LENGTH) {
      return none(file, "it is longer than " + MAX_LENGTH + " bytes");
    }
    try {
      Lines lines = Lines.read(Files.readAllBytes(file));
      return Optional.of(
          new ExpectedNode(
              new Sha256(lines.text("token-mac")),
              lines.text("name"),
              terms(lines),
              Instant.parse(lines.text("added-at")),
              Instant.parse(lines.text("expires-at")),
              Optional.empty()));
    } catch (IOException | DateTimeException | IllegalArgumentException e) {
      return none(file, e.getMessage());
    }
  }

  // What cannot be understood must not stand for all endpoints.
  private static NdesTerms terms(Lines lines) throws IOException {
    Optional<String> url = lines.find(PUBLIC_URL);
    return new NdesTerms(
        url.isEmpty()
            ? Optional.empty()
            : Optional.of(
                NdesTerms.url(url.get())
                    .orElseThrow(() -> new IOException("its public URL is none"))),
        lines.find(ENDPOINTS).map(NdesTerms::endpoints));
  }

  private static Optional<ExpectedNode> none(Path file, String why) {
    LOG.log(System.Logger.Level.WARNING, file + " expects no node: " + why);
    return Optional.empty();
  }
}
