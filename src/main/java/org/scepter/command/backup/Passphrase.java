package org.scepter.command.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What opens a backup: the first line of a file. */
final class Passphrase {
  private static final int MIN_LENGTH = 12;

  private final char[] characters;

  private Passphrase(char[] characters) {
    this.characters = characters;
  }

  static Passphrase of(Path file) throws IOException {
    String line = Files.readAllLines(file).stream().findFirst().orElse("").strip();
    if (line.length() < MIN_LENGTH) {
      throw new IOException(
          "the password in " + file + " has less than " + MIN_LENGTH + " characters");
    }
    return new Passphrase(line.toCharArray());
  }

  char[] characters() {
    return characters.clone();
  }

  @Override
  public String toString() {
    return "***";
  }
}
