package org.scepter.command;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAmount;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.scepter.issuing.signing.RsaSignature;
import org.scepter.issuing.succession.KeyType;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.SettingsReader;
import org.scepter.platform.UnusableHomeException;

/** Reads and validates the settings of {@code scepter init}; every fault stays in the reader. */
final class InitSettingsReader {
  static final String PUBLIC_URL = "init.public-url";
  static final String PUBLIC_HTTP_URL = "init.public-http-url";
  private static final String INTERNAL_NAME = "init.internal-name";
  private static final String ORGANISATION = "init.organisation";
  private static final Pattern HOST_NAME =
      Pattern.compile("(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9-]+)*");
  private static final Pattern DIGITS = Pattern.compile("[0-9.]+");
  // What a machine calls itself whose address has no name.
  private static final Pattern IP_ADDRESS =
      Pattern.compile("((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.(?!$)|$)){4}");
  // RFC 5280 appendix A: ub-common-name and ub-organization-name.
  private static final int MAX_NAME = 64;
  private static final Duration SHORTEST = Duration.ofMinutes(2);
  private static final Duration LONGEST = Duration.ofDays(50 * 365);
  static final String REQUEST = "init.issuing.request";
  static final String CERTIFICATE = "init.issuing.certificate";
  private static final String SIGNATURE = "init.ca-signature";
  private static final Set<String> GROUPS =
      Set.of("root", "issuing", "ra", "crp", "policy-module", "tls", "ocsp");
  private static final Set<String> KEYS =
      Set.of(
          SIGNATURE,
          REQUEST,
          CERTIFICATE,
          PUBLIC_URL,
          PUBLIC_HTTP_URL,
          INTERNAL_NAME,
          ORGANISATION,
          "init.trial",
          "init.backdate");

  private final SettingsReader reader;
  private final Instant now;
  private final boolean trial;
  private final String organisation;

  private InitSettingsReader(SettingsReader reader, Instant now) {
    this.reader = reader;
    this.now = now;
    this.trial = reader.flag("init.trial", false);
    this.organisation = name(ORGANISATION, trial ? "Scepter trial" : "Scepter");
  }

  static InitSettings read(Map<String, String> written, SettingsReader reader, Instant now) {
    written.keySet().stream()
        .filter(key -> !isKnown(key))
        .forEach(key -> reader.fault(key, "is no setting of scepter init"));
    return new InitSettingsReader(reader, now).settings();
  }

  private static boolean isKnown(String key) {
    return KEYS.contains(key)
        || TokenSettings.isKnown("init.pkcs11", key)
        || GROUPS.stream()
            .flatMap(g -> Stream.of(g + ".name", g + ".key-type", g + ".lifetime"))
            .anyMatch(known -> key.equals("init." + known));
  }

  private InitSettings settings() {
    URI url = publicUrl();
    KeyOrder issuing = order("issuing", " Issuing CA", KeyType.RSA_2048, Period.ofYears(5), false);
    InitSettings settings =
        new InitSettings(
            trial,
            url,
            publicHttpUrl(url),
            internalName(),
            organisation,
            reader.duration(
                "init.backdate", Duration.ofHours(1), Duration.ZERO, Duration.ofDays(7)),
            order("root", " Root CA", KeyType.RSA_4096, Period.ofYears(20), false),
            issuing,
            order("ra", " RA", KeyType.RSA_2048, Period.ofYears(5), true),
            order("crp", " CRP", KeyType.RSA_2048, Period.ofYears(5), true),
            order("policy-module", " policy module", KeyType.RSA_2048, Period.ofYears(5), false),
            // Apple's systems refuse TLS certificates that live longer than 825 days.
            order("tls", " TLS", KeyType.RSA_2048, Period.ofYears(2), false),
            // Nobody checks it for revocation: it does not live long.
            order("ocsp", " OCSP", issuing.keyType().shortest(), Period.ofDays(30), false),
            TokenSettings.place("init.pkcs11", reader),
            reader.constant(SIGNATURE, RsaSignature.class, RsaSignature.PKCS1),
            certifiedOutside(),
            TokenSettings.keys("init.pkcs11.keys", reader));
    checkLifetimes(settings);
    return settings;
  }

  private Optional<KeyEntry> certifiedOutside() {
    Optional<String> request = reader.optional(REQUEST);
    Optional<String> certificate = reader.optional(CERTIFICATE);
    if (request.isPresent() != certificate.isPresent()) {
      reader.fault(REQUEST, "goes together with " + CERTIFICATE);
    }
    if (request.isEmpty() || certificate.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new OutsideCa(Path.of(request.get()), now).certified(Path.of(certificate.get())));
    } catch (IOException | UnusableHomeException | InvalidPathException e) {
      reader.fault(CERTIFICATE, e.getMessage());
      return Optional.empty();
    }
  }

  private void checkLifetimes(InitSettings settings) {
    if (settings.signature() == RsaSignature.PSS && !settings.issuing().keyType().isRsa()) {
      reader.fault(SIGNATURE, "PSS needs an RSA key for the issuing CA");
    }
    Instant now = Instant.EPOCH;
    if (end(now, settings.root()).isBefore(end(now, settings.issuing()))) {
      reader.fault("init.issuing.lifetime", "must not be longer than init.root.lifetime");
    }
  }

  private static Instant end(Instant from, KeyOrder order) {
    return from.atZone(ZoneOffset.UTC).plus(order.lifetime()).toInstant();
  }

  private URI publicUrl() {
    if (!trial && reader.optional(PUBLIC_URL).isEmpty()) {
      reader.fault(
          PUBLIC_URL,
          "must be the HTTPS address at which devices reach Scepter"
              + " (or set init.trial=true for one on localhost)");
    }
    URI url = reader.url(PUBLIC_URL, URI.create("https://localhost:8443"));
    if (!url.getScheme().equals("https")) {
      reader.fault(PUBLIC_URL, "must be an https URL");
    }
    return url;
  }

  // Whoever checks a certificate must not need TLS to do so, hence plain HTTP (RFC 5280 §8).
  private URI publicHttpUrl(URI publicUrl) {
    Optional<String> port =
        switch (publicUrl.getPort()) {
          case -1, 443 -> Optional.of("");
          case 8443 -> Optional.of(":8080");
          default -> Optional.empty();
        };
    if (port.isEmpty() && reader.optional(PUBLIC_HTTP_URL).isEmpty()) {
      reader.fault(
          PUBLIC_HTTP_URL,
          "must be set, as no rule leads from the port of " + PUBLIC_URL + " to it");
    }
    URI otherwise = URI.create("http://" + publicUrl.getHost() + port.orElse(""));
    URI url = reader.url(PUBLIC_HTTP_URL, otherwise);
    if (!url.getScheme().equals("http")) {
      reader.fault(PUBLIC_HTTP_URL, "must be an http URL");
    }
    return url;
  }

  private String internalName() {
    String name = reader.text(INTERNAL_NAME, trial ? "localhost" : hostName());
    if (!isHost(name)) {
      reader.fault(
          INTERNAL_NAME, "must be a DNS name of at most 253 characters, or an IPv4 address");
    }
    return name;
  }

  private static boolean isHost(String name) {
    return DIGITS.matcher(name).matches()
        ? IP_ADDRESS.matcher(name).matches()
        : HOST_NAME.matcher(name).matches();
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getCanonicalHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  private KeyOrder order(
      String group, String suffix, KeyType keyType, Period lifetime, boolean rsaOnly) {
    String key = "init." + group;
    return new KeyOrder(
        name(key + ".name", organisation + suffix),
        keyType(key + ".key-type", keyType, rsaOnly),
        lifetime(key + ".lifetime", lifetime));
  }

  private String name(String key, String otherwise) {
    String written = reader.text(key, otherwise);
    String name = trial && !written.contains("trial") ? written + " trial" : written;
    // Room for what is appended where one name makes two certificates.
    if (name.length() > MAX_NAME - 16 || !name.chars().allMatch(c -> c >= 0x20 && c != 0x7f)) {
      reader.fault(key, "must be printable and at most " + (MAX_NAME - 16) + " characters");
    }
    return name;
  }

  private KeyType keyType(String key, KeyType otherwise, boolean rsaOnly) {
    String accepted = "must be one of " + KeyType.accepted(rsaOnly);
    KeyType type =
        reader.value(
            key,
            otherwise,
            text ->
                Stream.of(KeyType.values())
                    .filter(one -> one.written().equals(text))
                    .findFirst()
                    .orElseThrow(),
            accepted);
    if (rsaOnly && !type.isRsa()) {
      reader.fault(key, accepted);
    }
    return type;
  }

  private TemporalAmount lifetime(String key, Period otherwise) {
    String accepted =
        "must be an ISO 8601 period of 1 day to 50 years, like P5Y, or for a trial PT2M or more";
    return reader.value(key, otherwise, InitSettingsReader::lifetime, accepted);
  }

  private static TemporalAmount lifetime(String text) {
    if (text.startsWith("PT")) {
      Duration duration = Duration.parse(text);
      if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException("out of bounds");
      }
      return duration;
    }
    Period period = Period.parse(text);
    if (period.isNegative() || period.isZero() || period.toTotalMonths() > 600) {
      throw new IllegalArgumentException("out of bounds");
    }
    return period;
  }
}
