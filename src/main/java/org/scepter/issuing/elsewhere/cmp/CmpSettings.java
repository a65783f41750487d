package org.scepter.issuing.elsewhere.cmp;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.scepter.platform.SettingsReader;

/**
 * How CMP messages are protected; the names are those below {@code scepter.issuing.cmp.}, files are
 * paths, relative to the home.
 *
 * @param protection {@code protection}, {@code signature} by default
 * @param secretFile {@code secret-file}, needed for a MAC: the shared secret, in a file that its
 *     owner alone can read
 * @param reference {@code reference}, needed for a MAC: the name by which the CA knows the secret
 * @param serverFile {@code server-file}: PEM with the certificates whose keys may protect the CA's
 *     answers; the CA's own without it
 */
public record CmpSettings(
    Protection protection, Optional<Path> secretFile, String reference, Optional<Path> serverFile) {
  private static final String PREFIX = "scepter.issuing.cmp.";

  /** How a message is shown to be whose it is. */
  public enum Protection {
    /** Signed by the client key. */
    SIGNATURE,
    /** RFC 9810 §5.1.3.1, as all CAs know it. */
    PBM,
    /** RFC 9481 §6.1.2. */
    PBMAC1
  }

  public CmpSettings {
    Objects.requireNonNull(protection);
    Objects.requireNonNull(secretFile);
    Objects.requireNonNull(reference);
    Objects.requireNonNull(serverFile);
  }

  /** Reads and validates; faults stay in {@code reader}. */
  public static CmpSettings from(SettingsReader reader) {
    Protection protection =
        reader.constant(PREFIX + "protection", Protection.class, Protection.SIGNATURE);
    String reference = reader.text(PREFIX + "reference", "");
    if (!reference.matches("[ -~]{0,64}")) {
      reader.fault(PREFIX + "reference", "must be up to 64 printable characters");
    }
    if (protection != Protection.SIGNATURE) {
      for (String name : new String[] {"secret-file", "reference"}) {
        if (reader.optional(PREFIX + name).isEmpty()) {
          reader.fault(PREFIX + name, "is needed where messages are protected by a MAC");
        }
      }
    } else if (reader.optional("scepter.issuing.elsewhere.client-key").isEmpty()) {
      reader.fault(
          "scepter.issuing.elsewhere.client-key", "is needed: it signs the messages of CMP");
    }
    return new CmpSettings(
        protection,
        Optional.ofNullable(reader.path(PREFIX + "secret-file", null)),
        reference,
        Optional.ofNullable(reader.path(PREFIX + "server-file", null)));
  }
}
