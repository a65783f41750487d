package org.scepter.registrationpoint.webhook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import org.scepter.enrolment.EndpointName;
import org.scepter.platform.SettingsReader;
import org.scepter.registrationpoint.outside.OutsideTransport;

/**
 * Whom one endpoint asks; the names are those beneath {@code
 * scepter.scep.endpoint.<name>.webhook-}.
 *
 * @param name the endpoint
 * @param url {@code url}, needed: https, or http on this machine
 * @param id {@code id}, the endpoint's name: what {@code X-Smallstep-Webhook-ID} says
 * @param secretFile {@code secret-file}, needed: the file with the signing secret in base64, at
 *     least 16 bytes; read anew for each call
 * @param bearerFile {@code bearer-file}: a file with a token for the Authorization header
 * @param transport how it is called
 */
record WebhookEndpoint(
    EndpointName name,
    URI url,
    String id,
    Path secretFile,
    Optional<Path> bearerFile,
    OutsideTransport transport) {
  private static final int MIN_SECRET = 16;
  private static final int MAX_FILE = 4096;

  WebhookEndpoint {
    Objects.requireNonNull(name);
    Objects.requireNonNull(id);
    Objects.requireNonNull(secretFile);
    Objects.requireNonNull(bearerFile);
    Objects.requireNonNull(transport);
  }

  static WebhookEndpoint from(SettingsReader reader, EndpointName name) {
    String prefix = "scepter.scep.endpoint." + name + ".webhook-";
    if (reader.optional(prefix + "url").isEmpty()) {
      reader.fault(prefix + "url", "is needed where an endpoint's authority is webhook");
    }
    WebhookEndpoint endpoint =
        new WebhookEndpoint(
            name,
            OutsideTransport.address(reader, prefix + "url", null),
            id(reader, prefix + "id", name),
            reader.path(prefix + "secret-file", Path.of("")),
            reader.optional(prefix + "bearer-file").map(Path::of),
            OutsideTransport.from(reader, prefix));
    endpoint.requireFiles(reader, prefix);
    return endpoint;
  }

  private static String id(SettingsReader reader, String key, EndpointName name) {
    String id = reader.text(key, name.value());
    if (!id.matches("[A-Za-z0-9._-]{1,128}")) {
      reader.fault(key, "must be 1 to 128 letters, digits and ._-");
    }
    return id;
  }

  private void requireFiles(SettingsReader reader, String prefix) {
    if (!isReadable(() -> secret().length > 0)) {
      reader.fault(
          prefix + "secret-file",
          "must name a file with at least " + MIN_SECRET + " bytes in base64");
    }
    if (!isReadable(() -> bearer().map(token -> token.matches("[!-~]{1,4096}")).orElse(true))) {
      reader.fault(prefix + "bearer-file", "must name a file with one token");
    }
  }

  private static boolean isReadable(java.util.function.BooleanSupplier holds) {
    try {
      return holds.getAsBoolean();
    } catch (UncheckedIOException | IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * The secret as it stands in its file now.
   *
   * @throws IllegalArgumentException if it is no base64 or too short to sign with
   */
  byte[] secret() {
    byte[] secret = Base64.getDecoder().decode(read(secretFile));
    if (secret.length < MIN_SECRET) {
      throw new IllegalArgumentException("the secret is too short");
    }
    return secret;
  }

  Optional<String> bearer() {
    return bearerFile.map(WebhookEndpoint::read);
  }

  private static String read(Path file) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > MAX_FILE) {
        throw new UncheckedIOException(new IOException("no such file"));
      }
      return Files.readString(file, StandardCharsets.US_ASCII).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
