package org.scepter.registrationpoint.intune;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.scepter.enrolment.EndpointName;
import org.scepter.platform.SettingsReader;
import org.scepter.registrationpoint.authority.AuthorityKind;
import org.scepter.registrationpoint.outside.OutsideSettings;
import org.scepter.registrationpoint.outside.OutsideTransport;

/**
 * The Intune tenant behind the endpoints whose authority is {@code intune}, read from {@code
 * scepter.intune.}; not looked at where there is none.
 *
 * @param endpoints those endpoints
 * @param tenant {@code tenant}, needed: the Entra tenant's id or name
 * @param clientId {@code client-id}, needed: the id of the app registration with the permissions
 *     Intune <i>SCEP challenge validation</i> and Graph <i>Application.Read.All</i>
 * @param clientSecretFile {@code client-secret-file}, needed: the file with its secret, which is
 *     read anew for each token
 * @param loginUrl {@code login-url}, {@code https://login.microsoftonline.com}
 * @param graphUrl {@code graph-url}, {@code https://graph.microsoft.com}
 * @param resource {@code resource}, {@code https://api.manage.microsoft.com/}: for whom Intune's
 *     tokens are; another one in sovereign clouds
 * @param applicationId {@code application-id}: Intune's own application, at which Graph tells its
 *     services' addresses
 * @param addressesLifetime {@code addresses-lifetime}, 24 hours: how long those are believed,
 *     unless a call fails
 * @param callerInfo {@code caller-info}, {@code Scepter}: how we call ourselves to Intune
 * @param deliverAfterNotice {@code deliver-after-notice}, on: whether a device gets its certificate
 *     only once Intune has taken note of it, as Microsoft wants it. A device that has to wait polls
 * @param revocationInterval {@code revocation-interval}, 15 minutes: how often Intune is asked
 *     which certificates to revoke; 0 for never
 * @param revocationBatch {@code revocation-batch}, 100: how many at a time, at most 500
 * @param transport how it is called
 */
public record IntuneSettings(
    List<EndpointName> endpoints,
    String tenant,
    String clientId,
    Path clientSecretFile,
    URI loginUrl,
    URI graphUrl,
    String resource,
    String applicationId,
    Duration addressesLifetime,
    String callerInfo,
    boolean deliverAfterNotice,
    Duration revocationInterval,
    int revocationBatch,
    OutsideTransport transport) {
  private static final String PREFIX = "scepter.intune.";
  private static final String APPLICATION = "0000000a-0000-0000-c000-000000000000";
  private static final int MAX_SECRET = 4096;

  public IntuneSettings {
    endpoints = List.copyOf(endpoints);
    Objects.requireNonNull(tenant);
    Objects.requireNonNull(clientId);
    Objects.requireNonNull(clientSecretFile);
  }

  /** Reads and validates; faults stay in {@code reader}. */
  public static IntuneSettings from(SettingsReader reader) {
    List<EndpointName> endpoints = OutsideSettings.named(reader, AuthorityKind.INTUNE);
    boolean used = !endpoints.isEmpty();
    IntuneSettings settings =
        new IntuneSettings(
            endpoints,
            word(reader, "tenant", "", used),
            word(reader, "client-id", "", used),
            reader.path(PREFIX + "client-secret-file", Path.of("")),
            OutsideTransport.address(
                reader, PREFIX + "login-url", URI.create("https://login.microsoftonline.com")),
            OutsideTransport.address(
                reader, PREFIX + "graph-url", URI.create("https://graph.microsoft.com")),
            reader.text(PREFIX + "resource", "https://api.manage.microsoft.com/"),
            word(reader, "application-id", APPLICATION, used),
            reader.duration(
                PREFIX + "addresses-lifetime",
                Duration.ofHours(24),
                Duration.ofMinutes(1),
                Duration.ofDays(7)),
            callerInfo(reader),
            reader.flag(PREFIX + "deliver-after-notice", true),
            reader.duration(
                PREFIX + "revocation-interval",
                Duration.ofMinutes(15),
                Duration.ZERO,
                Duration.ofDays(1)),
            reader.integer(PREFIX + "revocation-batch", 100, 1, 500),
            OutsideTransport.from(reader, PREFIX));
    if (used) {
      settings.requireSecret(reader);
    }
    return settings;
  }

  // They become parts of URLs.
  private static String word(SettingsReader reader, String name, String otherwise, boolean needed) {
    String written = reader.text(PREFIX + name, otherwise);
    if (needed && !written.matches("[A-Za-z0-9.-]{1,128}")) {
      reader.fault(
          PREFIX + name,
          "is needed where an endpoint's authority is intune: 1 to 128 letters, digits, dots and"
              + " hyphens");
    }
    return written;
  }

  private static String callerInfo(SettingsReader reader) {
    String key = PREFIX + "caller-info";
    String written = reader.text(key, "Scepter");
    if (!written.matches("[A-Za-z0-9 ._/-]{1,64}")) {
      reader.fault(key, "must be 1 to 64 letters, digits, blanks and ._/-");
    }
    return written;
  }

  private void requireSecret(SettingsReader reader) {
    try {
      if (!clientSecret().isEmpty()) {
        return;
      }
    } catch (UncheckedIOException e) {
      // The same fault as an empty one.
    }
    reader.fault(
        PREFIX + "client-secret-file",
        "must name a file with the app registration's secret, which this server can read");
  }

  /** The secret as it stands in its file now. */
  String clientSecret() {
    try {
      if (!Files.isRegularFile(clientSecretFile) || Files.size(clientSecretFile) > MAX_SECRET) {
        return "";
      }
      return Files.readString(clientSecretFile).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isUsed() {
    return !endpoints.isEmpty();
  }

  Set<EndpointName> endpointNames() {
    return Set.copyOf(endpoints);
  }
}
