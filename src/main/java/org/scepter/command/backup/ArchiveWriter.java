package org.scepter.command.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.scepter.pki.Hex;
import org.scepter.pki.Sha256;

/** Writes the entries of a backup and at last their digests. */
final class ArchiveWriter {
  static final String HOME = "home/";
  static final String DATABASE = "database/";

  private final ZipOutputStream zip;
  private final Map<String, Sha256> entries = new LinkedHashMap<>();

  ArchiveWriter(OutputStream out) {
    this.zip = new ZipOutputStream(out);
  }

  void directory(String name) throws IOException {
    add(name + "/", InputStream.nullInputStream());
  }

  void add(String name, InputStream content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    MessageDigest digest = sha256();
    // Not closed: the ZIP goes on.
    content.transferTo(new DigestOutputStream(zip, digest));
    zip.closeEntry();
    entries.put(name, new Sha256(Hex.encode(digest.digest())));
  }

  /** Ends it. */
  void finish(Instant takenAt, String schema, List<String> inToken) throws IOException {
    zip.putNextEntry(new ZipEntry(Manifest.FILE));
    zip.write(new Manifest(takenAt, schema, inToken, entries).written());
    zip.closeEntry();
    zip.finish();
    zip.flush();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
