package org.scepter.issuing.remote;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.scepter.issuing.est.AuthorityDocument;
import org.scepter.issuing.succession.OwnerOnly;

/**
 * What is known of the CA, in memory and in a file of the home, so that devices learn the CA's
 * certificates while the inside is away, also after a restart.
 */
final class KnownAuthority {
  private static final System.Logger LOG = System.getLogger(KnownAuthority.class.getName());

  private final Path file;
  private volatile Optional<AuthorityDocument> known;

  KnownAuthority(Path file) {
    this.file = file;
    this.known = read();
  }

  Optional<AuthorityDocument> document() {
    return known;
  }

  private Optional<AuthorityDocument> read() {
    try {
      if (Files.size(file) > AuthorityDocument.MAX_LENGTH) {
        throw new IOException("it is longer than " + AuthorityDocument.MAX_LENGTH + " bytes");
      }
      try (JsonReader reader =
          Json.createReader(new ByteArrayInputStream(Files.readAllBytes(file)))) {
        return Optional.of(AuthorityDocument.read(reader.readObject()));
      }
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      LOG.log(
          System.Logger.Level.ERROR, file + " cannot be used and is made anew: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** Takes news, and keeps them; if the disk will not have them, in memory alone. */
  synchronized void learn(AuthorityDocument news) {
    if (known.filter(news::equals).isPresent()) {
      return;
    }
    known = Optional.of(news);
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.deleteIfExists(fresh);
      OwnerOnly.file(fresh, news.json().toString().getBytes(StandardCharsets.UTF_8));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.ERROR, file + " cannot be written: " + e.getMessage());
    }
  }
}
