package org.scepter.scep.endpoint;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.TemplateMap;
import org.scepter.pki.Asn1Bounds;
import org.scepter.pki.RequestLimits;
import org.scepter.pki.TemplateName;
import org.scepter.platform.SettingsReader;
import org.scepter.scep.protocol.IdLimits;
import org.scepter.scep.protocol.PkiMessageLimits;
import org.scepter.scep.protocol.algorithms.KeyLimits;

/**
 * NDES's settings.
 *
 * @param endpoints {@code scepter.scep.endpoints} and what stands beneath {@code
 *     scepter.scep.endpoint.<name>}
 * @param defaultEndpoint {@code scepter.scep.default-endpoint}: behind the paths that name none
 * @param cgiBinEndpoint {@code scepter.scep.cgi-bin-endpoint}: behind {@code
 *     /cgi-bin/pkiclient.exe}, the default one if not set
 * @param estEndpoint {@code scepter.scep.est-endpoint}: behind EST's paths without a label, the
 *     default one if not set
 * @param limits {@code scepter.scep.max-message-bytes}, {@code max-depth}, {@code max-elements},
 *     {@code max-certificates}, {@code max-recipients}, {@code max-attributes}, {@code
 *     min-rsa-bits}, {@code max-rsa-bits}, {@code max-exponent-bits}, {@code max-transaction-id},
 *     {@code min-nonce}, {@code max-nonce}, {@code max-name-bytes}, {@code max-name-parts} and, of
 *     the PKCS#10, {@code max-request-bytes}, {@code max-request-attributes}, {@code max-alt-names}
 *     and {@code max-purposes}: how much of a pkiMessage is looked at
 * @param keySetOverlap {@code scepter.scep.key-set-overlap}: how long a key set of the RA opens
 *     requests after another one of its CA has followed it
 */
public record ScepSettings(
    Map<EndpointName, Endpoint> endpoints,
    EndpointName defaultEndpoint,
    EndpointName cgiBinEndpoint,
    EndpointName estEndpoint,
    PkiMessageLimits limits,
    Duration keySetOverlap) {
  private static final String ENDPOINTS = "scepter.scep.endpoints";
  private static final String DEFAULT_ENDPOINT = "scepter.scep.default-endpoint";
  private static final String NAME_RULE =
      "an endpoint name has 1 to 32 lower-case letters, digits and hyphens";
  private static final EndpointName MSCEP = new EndpointName("mscep");

  // A request with an RSA-8192 key and a chain of certificates stays below 32 KiB; what is above
  // 256 KiB is no enrolment. The upper bound stays below the servers' own limit for a body.
  private static final int MESSAGE_BYTES = 262_144;
  private static final int MIN_MESSAGE_BYTES = 16_384;
  private static final int MAX_MESSAGE_BYTES = 1_048_576;

  // Ten times the longest chain in use; some devices send every CA certificate they know.
  private static final int CERTIFICATES = 64;

  public ScepSettings {
    endpoints = Map.copyOf(endpoints);
    Objects.requireNonNull(defaultEndpoint);
    Objects.requireNonNull(cgiBinEndpoint);
    Objects.requireNonNull(estEndpoint);
    Objects.requireNonNull(limits);
    Objects.requireNonNull(keySetOverlap);
  }

  /** Reads and validates; faults stay in {@code reader}. */
  public static ScepSettings from(SettingsReader reader) {
    Map<EndpointName, Endpoint> endpoints = endpoints(reader);
    EndpointName first = known(reader, DEFAULT_ENDPOINT, MSCEP, endpoints);
    return new ScepSettings(
        endpoints,
        first,
        known(reader, "scepter.scep.cgi-bin-endpoint", first, endpoints),
        known(reader, "scepter.scep.est-endpoint", first, endpoints),
        limits(reader),
        // Time enough for devices that look at the RA's certificates once a month.
        reader.duration(
            "scepter.scep.key-set-overlap",
            Duration.ofDays(30),
            Duration.ZERO,
            Duration.ofDays(3660)));
  }

  private static EndpointName known(
      SettingsReader reader,
      String key,
      EndpointName otherwise,
      Map<EndpointName, Endpoint> endpoints) {
    EndpointName name = reader.value(key, otherwise, EndpointName::new, NAME_RULE);
    if (!endpoints.containsKey(name)) {
      reader.fault(key, "\"" + name + "\" is not among " + ENDPOINTS);
    }
    return name;
  }

  private static PkiMessageLimits limits(SettingsReader reader) {
    PkiMessageLimits standard = PkiMessageLimits.standard();
    return new PkiMessageLimits(
        new Asn1Bounds(
            reader.integer(
                "scepter.scep.max-message-bytes",
                MESSAGE_BYTES,
                MIN_MESSAGE_BYTES,
                MAX_MESSAGE_BYTES),
            limit(reader, "depth", standard.encoding().maxDepth(), 16, 64),
            limit(reader, "elements", standard.encoding().maxElements(), 512, 65_536)),
        limit(reader, "certificates", CERTIFICATES, 1, 256),
        limit(reader, "recipients", standard.maxRecipients(), 1, 64),
        limit(reader, "attributes", standard.maxAttributes(), 8, 256),
        keys(reader, standard.keys()),
        ids(reader, standard.ids()),
        request(reader, standard.request()));
  }

  private static RequestLimits request(SettingsReader reader, RequestLimits standard) {
    return new RequestLimits(
        limit(reader, "request-bytes", standard.maxBytes(), 4096, 65_536),
        limit(reader, "request-attributes", standard.maxAttributes(), 4, 32),
        limit(reader, "alt-names", standard.maxAltNames(), 1, 64),
        limit(reader, "purposes", standard.maxPurposes(), 1, 32),
        limit(reader, "name-bytes", standard.maxNameBytes(), 256, 4096),
        limit(reader, "name-parts", standard.maxNameParts(), 8, 32));
  }

  private static KeyLimits keys(SettingsReader reader, KeyLimits standard) {
    return new KeyLimits(
        reader.integer("scepter.scep.min-rsa-bits", standard.minRsaBits(), 1024, 4096),
        limit(reader, "rsa-bits", standard.maxRsaBits(), 4096, 8192),
        limit(reader, "exponent-bits", standard.maxExponentBits(), 17, 64));
  }

  private static IdLimits ids(SettingsReader reader, IdLimits standard) {
    return new IdLimits(
        limit(reader, "transaction-id", standard.maxTransactionId(), 64, 256),
        reader.integer("scepter.scep.min-nonce", standard.minNonce(), 8, 16),
        limit(reader, "nonce", standard.maxNonce(), 16, 64),
        limit(reader, "name-bytes", standard.maxNameBytes(), 256, 4096),
        limit(reader, "name-parts", standard.maxNameParts(), 8, 32));
  }

  private static int limit(SettingsReader reader, String what, int otherwise, int min, int max) {
    return reader.integer("scepter.scep.max-" + what, otherwise, min, max);
  }

  /** The longest pkiMessage taken. */
  public int maxMessageBytes() {
    return limits.maxBytes();
  }

  private static Map<EndpointName, Endpoint> endpoints(SettingsReader reader) {
    Map<EndpointName, Endpoint> endpoints = new LinkedHashMap<>();
    for (String written : reader.list(ENDPOINTS, MSCEP.value())) {
      try {
        Endpoint endpoint = endpoint(new EndpointName(written), reader);
        if (endpoints.put(endpoint.name(), endpoint) != null) {
          reader.fault(ENDPOINTS, "\"" + written + "\" stands there twice");
        }
      } catch (IllegalArgumentException e) {
        reader.fault(ENDPOINTS, "\"" + written + "\": " + NAME_RULE);
      }
    }
    if (endpoints.isEmpty()) {
      reader.fault(ENDPOINTS, "must name at least one endpoint");
    }
    return endpoints;
  }

  private static Endpoint endpoint(EndpointName name, SettingsReader reader) {
    String prefix = "scepter.scep.endpoint." + name + ".";
    EndpointAuthority authority =
        reader.value(
            prefix + "authority",
            EndpointAuthority.ISSUED_CHALLENGE,
            EndpointAuthority::named,
            "must be issued-challenge, password, intune, webhook or none");
    return new Endpoint(
        name,
        authority,
        new TemplateMap(
            template(reader, prefix + "signature-template", "ScepterDeviceSignature"),
            template(reader, prefix + "encryption-template", "ScepterDeviceEncryption"),
            template(reader, prefix + "general-purpose-template", "ScepterDevice")),
        Dialect.from(
            reader,
            prefix,
            reader
                .constant(prefix + "compatibility", Compatibility.class, Compatibility.DEFAULT)
                .dialect()),
        est(reader, prefix + "est", authority));
  }

  private static boolean est(SettingsReader reader, String key, EndpointAuthority authority) {
    boolean on = reader.flag(key, false);
    if (on && !authority.takesEst()) {
      reader.fault(key, "the authority " + authority.settingName() + " takes SCEP alone");
    }
    return on;
  }

  private static TemplateName template(SettingsReader reader, String key, String otherwise) {
    return reader.value(
        key,
        new TemplateName(otherwise),
        TemplateName::new,
        "must be a template name of 1 to 64 ASCII letters, digits, blanks and ._()-");
  }

  /** Whether some endpoint's passwords come from mscep_admin. */
  public boolean hasPasswords() {
    return endpoints.values().stream()
        .anyMatch(endpoint -> endpoint.authority() == EndpointAuthority.PASSWORD);
  }

  /** Whether devices may enrol by EST at some endpoint. */
  public boolean hasEst() {
    return endpoints.values().stream().anyMatch(Endpoint::est);
  }

  /** The endpoint that a path names, in whatever text it came. */
  public Optional<Endpoint> endpoint(String name) {
    try {
      return Optional.ofNullable(endpoints.get(new EndpointName(name)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
