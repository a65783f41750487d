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

/**
 * Nodes that the command expects, in {@code nodes/expected} of a home inside: the command has no
 * database, and the server takes them over when it looks for a token.
 */
public final class ExpectedNodeFiles {
  private static final System.Logger LOG = System.getLogger(ExpectedNodeFiles.class.getName());
  private static final String SUFFIX = ".properties";
  private static final int NAME_LENGTH = 16;
  private static final int MAX_LENGTH = 4096;

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
    String text =
        Lines.empty()
            .with("added-at", node.addedAt().toString())
            .with("expires-at", node.expiresAt().toString())
            .with("name", node.name())
            .with("token-mac", node.token().hex())
            .written();
    KeyFile.write(file, text.getBytes(StandardCharsets.UTF_8));
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
              Instant.parse(lines.text("added-at")),
              Instant.parse(lines.text("expires-at")),
              Optional.empty()));
    } catch (IOException | DateTimeException | IllegalArgumentException e) {
      return none(file, e.getMessage());
    }
  }

  private static Optional<ExpectedNode> none(Path file, String why) {
    LOG.log(System.Logger.Level.WARNING, file + " expects no node: " + why);
    return Optional.empty();
  }
}
