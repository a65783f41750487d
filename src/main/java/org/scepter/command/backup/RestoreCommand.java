package org.scepter.command.backup;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.scepter.backup.RestoredFiles;
import org.scepter.pki.Hex;
import org.scepter.platform.DatabaseSchema;
import org.scepter.platform.Migrations;
import org.scepter.platform.ScepterHome;

/**
 * {@code scepter restore}: makes a home of a backup. The database's rows are left in it for the
 * server, which puts them into its empty database when it starts.
 */
public final class RestoreCommand {
  private static final int ID = 16;

  private final Path home;
  private final PrintStream out;
  private final Clock clock;

  public RestoreCommand(Path home, PrintStream out, Clock clock) {
    this.home = home;
    this.out = out;
    this.clock = clock;
  }

  /**
   * Restores into an empty directory.
   *
   * @throws IOException if the backup is not whole or of a newer release, or the directory is not
   *     empty; nothing was written then
   */
  public void run(Path from, Path passwordFile) throws IOException {
    ArchiveReader archive = new ArchiveReader(new SealedFile(from, Passphrase.of(passwordFile)));
    ByteArrayOutputStream marker = new ByteArrayOutputStream();
    Manifest manifest = archive.verify(Map.of(ArchiveWriter.HOME + ScepterHome.MARKER, marker));
    requireReadable(manifest);
    requireLayout(marker.toByteArray());
    RestoredHome restored = new RestoredHome(home);
    Set<String> names = new TreeSet<>(HomeFiles.MADE_ANEW);
    names.add(RestoredFiles.DIRECTORY);
    manifest.entries().keySet().stream()
        .filter(each -> each.startsWith(ArchiveWriter.HOME))
        .map(each -> each.substring(ArchiveWriter.HOME.length()).split("/", 2)[0])
        .forEach(names::add);
    restored.make(names, () -> fill(restored, manifest, archive));
    tell(manifest);
  }

  private void requireReadable(Manifest manifest) throws IOException {
    if (manifest.hasDatabase() && DatabaseSchema.isNewer(manifest.schema(), Migrations.newest())) {
      throw new IOException(
          "the backup's database has schema "
              + manifest.schema()
              + ", this release knows "
              + Migrations.newest()
              + " at most; restore with the release that made it, or a newer one");
    }
    if (clock.instant().isBefore(manifest.takenAt())) {
      throw new IOException(
          "the backup was taken at "
              + manifest.takenAt()
              + ", which is yet to come; set the clock");
    }
  }

  private static void requireLayout(byte[] marker) throws IOException {
    Properties text = new Properties();
    text.load(new ByteArrayInputStream(marker));
    if (!ScepterHome.LAYOUT_VERSION.equals(text.getProperty("version"))) {
      throw new IOException(
          "the backup's home has layout version "
              + text.getProperty("version")
              + "; this release reads version "
              + ScepterHome.LAYOUT_VERSION);
    }
  }

  private void fill(RestoredHome restored, Manifest manifest, ArchiveReader archive)
      throws IOException {
    for (String each : HomeFiles.MADE_ANEW) {
      restored.directory(each);
    }
    if (manifest.hasDatabase()) {
      restored.directory(RestoredFiles.DIRECTORY);
    }
    archive.extract(manifest, each -> target(restored, each));
    if (manifest.hasDatabase()) {
      byte[] id = new byte[ID];
      new SecureRandom().nextBytes(id);
      String name = RestoredFiles.DIRECTORY + "/" + RestoredFiles.ID;
      try (InputStream in =
              new ByteArrayInputStream(
                  (Hex.encode(id) + "\n").getBytes(StandardCharsets.US_ASCII));
          OutputStream to = restored.file(name)) {
        in.transferTo(to);
      }
    }
  }

  private static OutputStream target(RestoredHome restored, String entry) throws IOException {
    if (entry.startsWith(ArchiveWriter.DATABASE)) {
      String name = entry.substring(ArchiveWriter.DATABASE.length());
      return restored.file(RestoredFiles.DIRECTORY + "/" + name);
    }
    String name = entry.substring(ArchiveWriter.HOME.length());
    if (name.endsWith("/")) {
      restored.directory(name.substring(0, name.length() - 1));
      return OutputStream.nullOutputStream();
    }
    return restored.file(name);
  }

  private void tell(Manifest manifest) {
    String taken = manifest.takenAt().truncatedTo(ChronoUnit.SECONDS).toString();
    out.println(home + ": restored from a backup of " + taken);
    manifest
        .inToken()
        .forEach(each -> out.println(each + ": its key is in the token, which must be here"));
    if (manifest.hasDatabase()) {
      out.println("What certificates were issued and revoked after " + taken + " is not known.");
      out.println("Never start the server that it was taken from again.");
      out.println(
          "Start this one with an empty database: it takes the backup's rows up by itself.");
    }
  }
}
