package org.scepter.registrationpoint.jamf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Objects;
import org.scepter.enrolment.EndpointName;

/**
 * Who may ask for challenges of an endpoint.
 *
 * @param username as it stands in Jamf Pro's webhook under Basic Authentication
 * @param passwordFile the file with its password, read anew for each call
 */
record JamfCaller(EndpointName endpoint, String username, Path passwordFile) {
  static final int MIN_PASSWORD = 16;
  private static final int MAX_FILE = 4096;

  JamfCaller {
    Objects.requireNonNull(endpoint);
    Objects.requireNonNull(username);
    Objects.requireNonNull(passwordFile);
  }

  /** Whether the file can be read and holds a password that nobody guesses. */
  boolean hasPassword() {
    return password().length >= MIN_PASSWORD;
  }

  /** Whether these are the credentials; both are compared whatever the first says. */
  boolean is(String givenName, String givenPassword) {
    byte[] password = password();
    boolean sameName = MessageDigest.isEqual(bytes(username), bytes(givenName));
    boolean samePassword = MessageDigest.isEqual(password, bytes(givenPassword));
    return sameName && samePassword && password.length >= MIN_PASSWORD;
  }

  private byte[] password() {
    try {
      return Files.isRegularFile(passwordFile) && Files.size(passwordFile) <= MAX_FILE
          ? bytes(Files.readString(passwordFile).strip())
          : new byte[0];
    } catch (IOException e) {
      return new byte[0];
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
