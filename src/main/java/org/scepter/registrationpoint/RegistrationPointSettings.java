package org.scepter.registrationpoint;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.scepter.enrolment.EndpointName;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.SettingsReader;
import org.scepter.registrationpoint.authority.AuthorityKind;

/**
 * Settings of the registration point.
 *
 * @param endpoints {@code scepter.scep.endpoints} with {@code scepter.scep.endpoint.<name>
 *     .authority}: who decides at which endpoint
 * @param authorisationLifetime {@code scepter.registrationpoint.authorisation-lifetime}, 10 minutes
 * @param retryWindow {@code scepter.registrationpoint.retry-window}, 7 days: how long after it was
 *     bound, or after an operator has spoken, a challenge's own key may ask again, though the
 *     challenge's life be over
 * @param pendingLifetime {@code scepter.registrationpoint.pending-lifetime}, 7 days as NDES's
 *     RefreshPeriod: how long a request may wait for approval
 * @param lostNoticeInterval {@code scepter.registrationpoint.lost-notice-interval}, 1 minute: how
 *     long nothing must have been heard of an enrolment before the CA is asked, and how often it is
 * @param allowSha1Digest {@code scepter.registrationpoint.allow-sha1-digest}: whether a PKCS#10 may
 *     be signed with SHA-1
 * @param maxBody {@code scepter.registrationpoint.max-body} in bytes
 * @param healthUrl {@code scepter.registrationpoint.health-url}: the internal listener as its own
 *     certificate names it
 */
public record RegistrationPointSettings(
    Map<EndpointName, AuthorityKind> endpoints,
    Duration authorisationLifetime,
    Duration retryWindow,
    Duration pendingLifetime,
    Duration lostNoticeInterval,
    boolean allowSha1Digest,
    int maxBody,
    URI healthUrl) {

  private static final String PREFIX = "scepter.registrationpoint.";
  private static final String ENDPOINTS = "scepter.scep.endpoints";

  // NDES answers for such an endpoint by itself: it issues nothing, so nobody is asked.
  private static final String NO_AUTHORITY = "none";

  // The longest pkiMessage (256 KiB) and PKCS#10 (64 KiB) that NDES takes unless told otherwise, in
  // base64; and the same where it is told to take a mebibyte.
  private static final int DEFAULT_BODY = 458_752;
  private static final int MAX_BODY = 1_572_864;

  public RegistrationPointSettings {
    endpoints = Map.copyOf(endpoints);
  }

  /** Reads and validates; faults stay in {@code reader}. */
  public static RegistrationPointSettings from(SettingsReader reader) {
    int port = PlatformSettings.from(reader).internalPort();
    return new RegistrationPointSettings(
        endpoints(reader),
        reader.duration(
            PREFIX + "authorisation-lifetime",
            Duration.ofMinutes(10),
            Duration.ofMinutes(1),
            Duration.ofHours(1)),
        reader.duration(
            PREFIX + "retry-window",
            Duration.ofDays(7),
            Duration.ofMinutes(10),
            Duration.ofDays(30)),
        reader.duration(
            PREFIX + "pending-lifetime",
            Duration.ofDays(7),
            Duration.ofSeconds(1),
            Duration.ofDays(30)),
        reader.duration(
            PREFIX + "lost-notice-interval",
            Duration.ofMinutes(1),
            Duration.ofSeconds(1),
            Duration.ofDays(1)),
        reader.flag(PREFIX + "allow-sha1-digest", false),
        reader.integer(PREFIX + "max-body", DEFAULT_BODY, 16_384, MAX_BODY),
        healthUrl(reader, port));
  }

  private static URI healthUrl(SettingsReader reader, int port) {
    URI url = reader.url(PREFIX + "health-url", URI.create("https://localhost:" + port));
    if (!"https".equals(url.getScheme())) {
      reader.fault(
          PREFIX + "health-url", "must be an https URL: the internal listener has no other");
    }
    return url;
  }

  private static Map<EndpointName, AuthorityKind> endpoints(SettingsReader reader) {
    Map<EndpointName, AuthorityKind> endpoints = new LinkedHashMap<>();
    for (String name : reader.list(ENDPOINTS, "mscep")) {
      String authority = "scepter.scep.endpoint." + name + ".authority";
      if (reader.text(authority, "").equals(NO_AUTHORITY)) {
        continue;
      }
      try {
        endpoints.put(
            new EndpointName(name),
            reader.value(
                authority,
                AuthorityKind.ISSUED_CHALLENGE,
                AuthorityKind::parse,
                "must be " + AuthorityKind.ACCEPTED));
      } catch (IllegalArgumentException e) {
        reader.fault(ENDPOINTS, "\"" + name + "\": " + e.getMessage());
      }
    }
    return endpoints;
  }
}
