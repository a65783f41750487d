package org.scepter.joining;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.scepter.platform.JsonFields;
import org.scepter.platform.Result;
import org.scepter.registrationpoint.RegistrationPointSettings;
import org.scepter.registrationpoint.node.NdesTerms;
import org.scepter.registrationpoint.node.NdesTermsReader;

/** Reads which node an administrator expects. */
final class ExpectedNodeReader {
  private static final int MAX_WORD = 64;
  private static final int MAX_URLS = 16;

  private ExpectedNodeReader() {}

  /**
   * 422 with each field that makes no sense.
   *
   * @param listener where nodes reach this server, unless the caller says otherwise
   * @param settings which endpoints there are
   */
  static Result<WantedNode> read(
      JsonFields fields, URI listener, RegistrationPointSettings settings) {
    Optional<String> name = fields.needed("name", MAX_WORD);
    if (name.filter(it -> !ExpectedNode.isFree(it, listener.getHost())).isPresent()) {
      fields.fault("name", ExpectedNode.NAME_ACCEPTED);
    }
    List<URI> urls = urls(fields).orElse(List.of(listener));
    Duration lifetime =
        fields
            .text("lifetime", MAX_WORD)
            .map(text -> lifetime(text, fields))
            .orElse(Invitation.LIFETIME);
    NdesTerms terms = NdesTermsReader.read(fields, settings);
    return fields.orFaults(() -> new WantedNode(name.orElseThrow(), urls, lifetime, terms));
  }

  private static Optional<List<URI>> urls(JsonFields fields) {
    Optional<List<URI>> urls = fields.texts("urls").flatMap(JoinBundle::listeners);
    if (urls.isEmpty() ? fields.texts("urls").isPresent() : urls.get().size() > MAX_URLS) {
      fields.fault("urls", "must be 1 to 16 URLs of internal listeners, https://name:port");
    }
    return urls;
  }

  private static Duration lifetime(String text, JsonFields fields) {
    try {
      Duration lifetime = Duration.parse(text);
      if (Invitation.isLifetime(lifetime)) {
        return lifetime;
      }
    } catch (DateTimeException | ArithmeticException e) {
      // The fault below says what is accepted.
    }
    fields.fault("lifetime", Invitation.LIFETIME_ACCEPTED);
    return Invitation.LIFETIME;
  }
}
