package org.scepter.joining;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.scepter.registrationpoint.node.NdesTerms;

/**
 * A node that somebody wants to join.
 *
 * @param urls where it reaches the internal listeners
 * @param lifetime how long it may take until it joins
 * @param terms what it will be registered with
 */
public record WantedNode(String name, List<URI> urls, Duration lifetime, NdesTerms terms) {
  public WantedNode {
    Objects.requireNonNull(name);
    urls = List.copyOf(urls);
    Objects.requireNonNull(lifetime);
    Objects.requireNonNull(terms);
  }

  /** From where nothing has been said of its endpoints and its public URL. */
  public static WantedNode of(String name, List<URI> urls, Duration lifetime) {
    return new WantedNode(name, urls, lifetime, NdesTerms.ALL);
  }

  /**
   * The same with terms as they are written.
   *
   * @throws IllegalArgumentException if {@link #publicUrlFault} or {@link #endpointsFault} says so
   */
  public WantedNode with(Optional<String> publicUrl, Optional<String> endpoints) {
    return new WantedNode(
        name,
        urls,
        lifetime,
        new NdesTerms(
            publicUrl.map(
                text ->
                    NdesTerms.url(text)
                        .orElseThrow(() -> new IllegalArgumentException(NdesTerms.URL_ACCEPTED))),
            endpoints.map(NdesTerms::endpoints)));
  }

  /** What is wrong with a public URL as it is written. */
  public static Optional<String> publicUrlFault(String written) {
    return NdesTerms.url(written).isPresent()
        ? Optional.empty()
        : Optional.of(NdesTerms.URL_ACCEPTED);
  }

  /** What is wrong with endpoints as they are written, separated by commas. */
  public static Optional<String> endpointsFault(String written) {
    try {
      NdesTerms.endpoints(written);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }
}
