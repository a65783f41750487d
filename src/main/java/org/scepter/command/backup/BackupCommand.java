package org.scepter.command.backup;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.scepter.backup.Snapshot;
import org.scepter.command.local.LocalApi;
import org.scepter.command.local.NoAnswerException;
import org.scepter.issuing.succession.HomeLock;
import org.scepter.platform.ScepterHome;

/**
 * {@code scepter backup}: the database as the running server gives it at one moment, then the home,
 * so that every key which the database names is in the home's copy. Nobody makes keys meanwhile.
 */
public final class BackupCommand {
  private static final String PATH = "/api/v1/database-snapshot";
  private static final String UNFINISHED = ".new";

  private final ScepterHome home;
  private final Optional<LocalApi> server;
  private final PrintStream out;
  private final PrintStream err;
  private final Clock clock;

  private BackupCommand(
      ScepterHome home, Optional<LocalApi> server, PrintStream out, PrintStream err, Clock clock) {
    this.home = home;
    this.server = server;
    this.out = out;
    this.err = err;
    this.clock = clock;
  }

  /** For a home whose server has a database. */
  public static BackupCommand of(
      ScepterHome home, LocalApi server, PrintStream out, PrintStream err, Clock clock) {
    return new BackupCommand(home, Optional.of(server), out, err, clock);
  }

  /** For a node in front, which has none. */
  public static BackupCommand withoutDatabase(
      ScepterHome home, PrintStream out, PrintStream err, Clock clock) {
    return new BackupCommand(home, Optional.empty(), out, err, clock);
  }

  /**
   * Writes a new file and reads it back.
   *
   * @return whether it is done
   */
  public boolean write(Path to, Path passwordFile) throws IOException {
    if (Files.exists(to)) {
      throw new IOException(to + " is there already");
    }
    Passphrase passphrase = Passphrase.of(passwordFile);
    try {
      Optional<Manifest> written = HomeLock.during(home, () -> written(to, passphrase));
      if (written.isEmpty()) {
        err.println(HomeLock.BUSY + "; run this again when it has ended");
        return false;
      }
      tell(to, written.get());
      return true;
    } catch (Unanswered e) {
      err.println(e.getMessage());
      return false;
    }
  }

  // Under the lock, so that no other run takes the unfinished file for one that was left.
  private Manifest written(Path to, Passphrase passphrase) throws IOException {
    Path unfinished = to.resolveSibling(to.getFileName() + UNFINISHED);
    Files.deleteIfExists(unfinished);
    try {
      SealedFile file = new SealedFile(unfinished, passphrase);
      fill(file);
      Manifest manifest = new ArchiveReader(file).verify();
      Files.move(unfinished, to, StandardCopyOption.ATOMIC_MOVE);
      return manifest;
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private void fill(SealedFile file) throws IOException {
    try (OutputStream sealed = file.create()) {
      ArchiveWriter archive = new ArchiveWriter(sealed);
      Instant takenAt = clock.instant();
      String schema = "";
      if (server.isPresent()) {
        Snapshot snapshot = database(server.get(), archive);
        takenAt = snapshot.takenAt();
        schema = snapshot.schema();
      }
      HomeFiles files = home(archive);
      archive.finish(takenAt, schema, files.inToken());
    }
  }

  private static Snapshot database(LocalApi server, ArchiveWriter archive) throws IOException {
    Optional<Snapshot> snapshot;
    try {
      SnapshotCopy copy = new SnapshotCopy(archive);
      server.receive(PATH, "application/zip", copy::take);
      snapshot = copy.snapshot;
    } catch (NoAnswerException e) {
      throw new Unanswered(e.getMessage() + ". " + e.cure());
    }
    return snapshot.orElseThrow(() -> new IOException("the server broke off; see its log"));
  }

  private HomeFiles home(ArchiveWriter archive) throws IOException {
    HomeFiles files = HomeFiles.of(home.directory());
    if (!files.others().isEmpty()) {
      throw new IOException(
          files.others().get(0)
              + " in the home is a link or no file, so a backup would lack it; put the file itself"
              + " there, or move it out of the home");
    }
    for (String each : files.directories()) {
      archive.directory(ArchiveWriter.HOME + each);
    }
    for (String each : files.files()) {
      try (InputStream in = Files.newInputStream(home.resolve(each))) {
        archive.add(ArchiveWriter.HOME + each, in);
      } catch (NoSuchFileException e) {
        // Taken away by the server since; what is needed stays.
      }
    }
    return files;
  }

  private void tell(Path to, Manifest manifest) throws IOException {
    out.printf(
        "%s: as of %s, %d entries, %d bytes%n",
        to,
        manifest.takenAt().truncatedTo(ChronoUnit.SECONDS),
        manifest.entries().size(),
        Files.size(to));
    manifest
        .inToken()
        .forEach(each -> out.println(each + ": its key is in the token and not in this backup"));
    if (!Files.exists(home.resolve("ca/root.p12"))) {
      out.println("ca/root.p12: the root's key is elsewhere and not in this backup");
    }
    out.println("Whoever has this file and its password has the CA: keep them apart.");
  }

  /** Copies what the server sends, entry by entry. */
  private static final class SnapshotCopy {
    private final ArchiveWriter archive;
    private Optional<Snapshot> snapshot = Optional.empty();

    SnapshotCopy(ArchiveWriter archive) {
      this.archive = archive;
    }

    void take(InputStream body) throws IOException {
      ZipInputStream zip = new ZipInputStream(body);
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = entry.getName();
        if (!name.matches("[a-z0-9_]{1,64}\\.rows|" + Snapshot.FILE.replace(".", "\\."))) {
          throw new IOException("the server sent what is no table");
        }
        if (name.equals(Snapshot.FILE)) {
          byte[] text = zip.readNBytes(Snapshot.MAX_LENGTH + 1);
          snapshot = Optional.of(Snapshot.read(new ByteArrayInputStream(text)));
          archive.add(ArchiveWriter.DATABASE + name, new ByteArrayInputStream(text));
        } else {
          archive.add(ArchiveWriter.DATABASE + name, zip);
        }
      }
    }
  }

  /** The server has not given its database. */
  private static final class Unanswered extends IOException {
    private static final long serialVersionUID = 1L;

    Unanswered(String message) {
      super(message);
    }
  }
}
