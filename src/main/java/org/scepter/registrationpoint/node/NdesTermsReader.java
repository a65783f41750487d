package org.scepter.registrationpoint.node;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.scepter.enrolment.EndpointName;
import org.scepter.platform.JsonFields;
import org.scepter.registrationpoint.RegistrationPointSettings;

/** Reads what an administrator wants an NDES server to be registered with. */
public final class NdesTermsReader {
  private static final String PUBLIC_URL = "publicUrl";
  private static final String ENDPOINTS = "endpoints";
  private static final int MAX_TEXT = 1024;

  private NdesTermsReader() {}

  /**
   * The fields {@code publicUrl} and {@code endpoints}, both of which may be absent. What comes
   * back counts for nothing if a fault stays in {@code fields}.
   *
   * @param settings which endpoints there are
   */
  public static NdesTerms read(JsonFields fields, RegistrationPointSettings settings) {
    Optional<String> written = fields.text(PUBLIC_URL, MAX_TEXT);
    Optional<URI> url = written.flatMap(NdesTerms::url);
    if (written.isPresent() && url.isEmpty()) {
      fields.fault(PUBLIC_URL, NdesTerms.URL_ACCEPTED);
    }
    Optional<List<String>> names = fields.texts(ENDPOINTS);
    Optional<List<EndpointName>> endpoints =
        names.map(it -> known(it, settings.endpoints().keySet(), fields));
    boolean counted =
        names.filter(it -> it.isEmpty() || it.size() > NdesTerms.MAX_ENDPOINTS).isEmpty();
    if (!counted) {
      fields.fault(ENDPOINTS, NdesTerms.ENDPOINTS_ACCEPTED);
    }
    // Not by all faults of the body: what its reader has not asked for yet is among them.
    return counted && endpoints.map(List::size).equals(names.map(List::size))
        ? new NdesTerms(url, endpoints)
        : NdesTerms.ALL;
  }

  private static List<EndpointName> known(
      List<String> names, Set<EndpointName> configured, JsonFields fields) {
    List<EndpointName> known = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      configured.stream()
          .filter(each -> each.value().equals(name))
          .findFirst()
          .ifPresentOrElse(
              known::add, faultAt(fields, i, "must name a configured SCEP endpoint that issues"));
    }
    return known;
  }

  private static Runnable faultAt(JsonFields fields, int index, String accepted) {
    return () -> fields.fault(ENDPOINTS + "[" + index + "]", accepted);
  }
}
