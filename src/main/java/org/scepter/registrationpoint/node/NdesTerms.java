package org.scepter.registrationpoint.node;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.scepter.enrolment.EndpointName;

/**
 * What an NDES server is registered with beside its certificates.
 *
 * @param publicUrl where devices reach it, without a path; empty if no profile is to name it
 * @param endpoints those that it serves, at least one; empty if it serves all
 */
public record NdesTerms(Optional<URI> publicUrl, Optional<List<EndpointName>> endpoints) {
  /** Nothing was said: all endpoints, and no URL. */
  public static final NdesTerms ALL = new NdesTerms(Optional.empty(), Optional.empty());

  /** Most endpoints that are named. */
  public static final int MAX_ENDPOINTS = 100;

  public static final String URL_ACCEPTED =
      "must be an http or https URL like https://scep.example.com, without a path";
  public static final String ENDPOINTS_ACCEPTED =
      "must name 1 to " + MAX_ENDPOINTS + " SCEP endpoints; without it all are served";

  private static final int MAX_URL = 256;
  private static final String SEPARATOR = ",";

  public NdesTerms {
    Objects.requireNonNull(publicUrl);
    endpoints = endpoints.map(NdesTerms::checked);
  }

  private static List<EndpointName> checked(List<EndpointName> endpoints) {
    List<EndpointName> distinct = endpoints.stream().distinct().toList();
    if (distinct.isEmpty() || distinct.size() > MAX_ENDPOINTS) {
      throw new IllegalArgumentException(ENDPOINTS_ACCEPTED);
    }
    return distinct;
  }

  /** A public URL as it is written; empty if it is none. */
  public static Optional<URI> url(String written) {
    String text = written.replaceAll("/$", "");
    return text.length() <= MAX_URL
            && text.matches("https?://([A-Za-z0-9.-]++|\\[[0-9A-Fa-f:.]++\\])(:[0-9]{1,5})?")
        ? Optional.of(URI.create(text))
        : Optional.empty();
  }

  /**
   * Endpoints as one text, separated by commas.
   *
   * @throws IllegalArgumentException if they are none
   */
  public static List<EndpointName> endpoints(String joined) {
    return checked(Arrays.stream(joined.split(SEPARATOR, -1)).map(EndpointName::new).toList());
  }

  /** What {@link #endpoints(String)} reads; empty for all. */
  public Optional<String> joinedEndpoints() {
    return endpoints.map(
        all -> all.stream().map(EndpointName::value).collect(Collectors.joining(SEPARATOR)));
  }

  /** For the audit. */
  @Override
  public String toString() {
    return "public URL "
        + publicUrl.map(URI::toString).orElse("none")
        + ", endpoints "
        + joinedEndpoints().orElse("all");
  }
}
