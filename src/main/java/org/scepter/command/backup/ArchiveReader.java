package org.scepter.command.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.scepter.pki.Hex;
import org.scepter.pki.Sha256;

/** Reads a backup: once to see whether all of it is what was written, then to take it out. */
final class ArchiveReader {
  private final SealedFile file;

  ArchiveReader(SealedFile file) {
    this.file = file;
  }

  /** Where an entry's content goes. */
  interface Target {
    /** The stream for an entry, which is closed; a directory's name ends with a slash. */
    OutputStream of(String name) throws IOException;
  }

  /**
   * Reads all of it and writes nothing.
   *
   * @throws IOException if anything in it is missing or is not what the manifest says
   */
  Manifest verify() throws IOException {
    return verify(Map.of());
  }

  /**
   * The same; some entries are of interest already.
   *
   * @param wanted where they go, by name
   */
  Manifest verify(Map<String, OutputStream> wanted) throws IOException {
    return read(name -> wanted.getOrDefault(name, OutputStream.nullOutputStream()));
  }

  /**
   * Hands every entry but the manifest to {@code target}.
   *
   * @param verified what {@link #verify} gave; another content is refused
   */
  void extract(Manifest verified, Target target) throws IOException {
    if (!read(target).entries().equals(verified.entries())) {
      throw new IOException("the backup has changed while it was read");
    }
  }

  private Manifest read(Target target) throws IOException {
    try {
      return readAll(target);
    } catch (ZipException e) {
      throw new IOException("the backup was changed or has been cut off", e);
    }
  }

  private Manifest readAll(Target target) throws IOException {
    Map<String, Sha256> found = new LinkedHashMap<>();
    byte[] manifest = null;
    try (InputStream content = file.open();
        ZipInputStream zip = new ZipInputStream(content)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = requirePlain(entry.getName());
        if (manifest != null || found.containsKey(name)) {
          throw new IOException("the backup has " + name + " where nothing may be");
        }
        if (name.equals(Manifest.FILE)) {
          manifest = zip.readNBytes(Manifest.MAX_LENGTH);
        } else {
          found.put(name, copied(zip, target, name));
        }
      }
      // What stands behind the last entry is sealed with it.
      content.transferTo(OutputStream.nullOutputStream());
    }
    if (manifest == null) {
      throw new IOException("the backup has no end");
    }
    Manifest read = Manifest.read(manifest);
    if (!read.entries().equals(found)) {
      throw new IOException("the backup does not hold what its manifest says");
    }
    return read;
  }

  private static Sha256 copied(InputStream from, Target target, String name) throws IOException {
    MessageDigest digest = ArchiveWriter.sha256();
    try (OutputStream to = target.of(name)) {
      // Not closed: the ZIP goes on.
      new DigestInputStream(from, digest).transferTo(to);
    }
    return new Sha256(Hex.encode(digest.digest()));
  }

  /** A name that leads nowhere else. */
  private static String requirePlain(String name) throws IOException {
    boolean isBelow =
        name.startsWith(ArchiveWriter.HOME) || name.startsWith(ArchiveWriter.DATABASE);
    boolean isPlain =
        name.indexOf('\\') < 0
            && name.indexOf('\0') < 0
            && !name.contains("//")
            && java.util.Arrays.stream(name.split("/", -1))
                .noneMatch(part -> part.equals("..") || part.equals("."));
    if (isPlain && (isBelow || name.equals(Manifest.FILE))) {
      return name;
    }
    throw new IOException("the backup has an entry that belongs nowhere");
  }
}
