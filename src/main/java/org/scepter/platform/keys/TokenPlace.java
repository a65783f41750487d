package org.scepter.platform.keys;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Properties;

/**
 * Where a home's PKCS#11 token is, as {@code secrets/pkcs11.properties} says.
 *
 * @param library {@code library}: the module's shared library
 * @param slot {@code slot}: the slot's id
 * @param slotIndex {@code slot-list-index}: its place in the module's list, 0 for the first;
 *     without either the first one
 * @param pinFile {@code pin-file}: the user's PIN, for its owner alone; {@code secrets/pkcs11.pin}
 *     by default
 */
public record TokenPlace(Path library, OptionalLong slot, OptionalInt slotIndex, Path pinFile) {
  /** The file that says so, relative to the home. */
  public static final String FILE = "secrets/pkcs11.properties";

  /** The PIN's file, relative to the home. */
  public static final String PIN_FILE = "secrets/pkcs11.pin";

  public TokenPlace {
    Objects.requireNonNull(slot);
    Objects.requireNonNull(slotIndex);
    Objects.requireNonNull(pinFile);
    if (!library.isAbsolute() || library.toString().matches("(?s).*[\\p{Cntrl}\"].*")) {
      throw new IllegalArgumentException("library must be an absolute path");
    }
    if (slot.isPresent() && slotIndex.isPresent()) {
      throw new IllegalArgumentException("either slot or slot-list-index");
    }
  }

  /**
   * That of a home.
   *
   * @throws IOException if it has none, or the file cannot be understood
   */
  public static TokenPlace of(Path home) throws IOException {
    Properties read = new Properties();
    try (InputStream in = Files.newInputStream(home.resolve(FILE))) {
      read.load(in);
      String slot = read.getProperty("slot", "").strip();
      String index = read.getProperty("slot-list-index", "").strip();
      return new TokenPlace(
          Path.of(read.getProperty("library", "").strip()),
          slot.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.decode(slot)),
          index.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(index)),
          home.resolve(read.getProperty("pin-file", PIN_FILE).strip()));
    } catch (IllegalArgumentException e) {
      throw new IOException(FILE + " does not say where the token is: " + e.getMessage(), e);
    }
  }

  /** The content of {@link #FILE}; the PIN is to be where it is by default. */
  public byte[] written() throws IOException {
    Properties written = new Properties();
    written.setProperty("library", library.toString());
    slot.ifPresent(id -> written.setProperty("slot", Long.toString(id)));
    slotIndex.ifPresent(index -> written.setProperty("slot-list-index", Integer.toString(index)));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    written.store(out, "The PKCS#11 token with keys of this home; the PIN is in " + PIN_FILE);
    return out.toByteArray();
  }

  /** As the JDK's provider reads it. Keys that are made or imported cannot be taken out again. */
  String configuration() {
    return String.join(
        "\n",
        "--name = Scepter",
        "library = \"" + library + "\"",
        slot.isPresent() ? "slot = " + slot.getAsLong() : "slotListIndex = " + slotIndex.orElse(0),
        "attributes(generate, CKO_PRIVATE_KEY, *) = {",
        "CKA_TOKEN = true",
        "CKA_SENSITIVE = true",
        "CKA_EXTRACTABLE = false",
        "CKA_SIGN = true",
        "}",
        "attributes(import, CKO_PRIVATE_KEY, *) = {",
        "CKA_SENSITIVE = true",
        "CKA_EXTRACTABLE = false",
        "}",
        "");
  }
}
