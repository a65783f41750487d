package org.scepter.registrationpoint.intune;

import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.scepter.registrationpoint.outside.OutsideFaultException;
import org.scepter.registrationpoint.outside.OutsideHttp;
import org.scepter.registrationpoint.outside.OutsideReply;
import org.scepter.registrationpoint.outside.OutsideTransport;

/**
 * Calls Intune's services. Where they are is asked of Microsoft Graph and kept until a call fails
 * or the answer gets old. A token that is refused is replaced once.
 */
final class IntuneApi {
  private final IntuneSettings settings;
  private final OutsideHttp http;
  private final AccessTokens tokens;
  private final Clock clock;
  private volatile Addresses addresses = new Addresses(Map.of(), Instant.MIN);

  private record Addresses(Map<String, String> byName, Instant until) {}

  IntuneApi(IntuneSettings settings, OutsideHttp http, Clock clock) {
    this.settings = settings;
    this.http = http;
    this.tokens = new AccessTokens(settings, http, clock);
    this.clock = clock;
  }

  /** Where one of Intune's actions is, and in which version it is spoken. */
  record Action(String provider, String path, String version) {
    static final Action VALIDATE = scep("validateRequest");
    static final Action SUCCEEDED = scep("successNotification");
    static final Action FAILED = scep("failureNotification");
    static final Action DOWNLOAD = revocation("downloadRevocationRequests");
    static final Action UPLOAD = revocation("uploadRevocationResults");

    private static Action scep(String name) {
      return new Action("ScepRequestValidationFEService", "ScepActions/" + name, "2018-02-20");
    }

    private static Action revocation(String name) {
      return new Action(
          "PkiConnectorFEService", "CertificateAuthorityRequests/" + name, "5019-05-05");
    }
  }

  /**
   * @throws OutsideFaultException if there was no answer in JSON with status 2xx
   */
  JsonObject post(Action action, JsonObject body) throws OutsideFaultException {
    try {
      String scope = settings.resource() + "/.default";
      URI address = URI.create(addressOf(action.provider()) + "/" + action.path());
      return authorised(
              scope,
              token ->
                  request(address)
                      .header("Authorization", token.header())
                      .header("Content-Type", "application/json")
                      .header("api-version", action.version())
                      .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                      .build())
          .json();
    } catch (OutsideFaultException e) {
      // The service may have moved.
      addresses = new Addresses(Map.of(), Instant.MIN);
      throw e;
    }
  }

  private String addressOf(String provider) throws OutsideFaultException {
    Addresses kept = addresses;
    if (!clock.instant().isBefore(kept.until())) {
      kept = discovered();
      addresses = kept;
    }
    String address = kept.byName().get(provider.toLowerCase(Locale.ROOT));
    if (address == null || !isUsable(address)) {
      throw new OutsideFaultException("Graph names no usable address of " + provider);
    }
    return address.replaceAll("/+$", "");
  }

  // Tokens and requests are sent there.
  private static boolean isUsable(String address) {
    try {
      URI uri = new URI(address);
      return uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getQuery() == null
          && OutsideTransport.isProtected(uri);
    } catch (java.net.URISyntaxException e) {
      return false;
    }
  }

  private Addresses discovered() throws OutsideFaultException {
    URI list =
        URI.create(
            settings.graphUrl()
                + "/v1.0/servicePrincipals/appId="
                + settings.applicationId()
                + "/endpoints");
    JsonObject answer =
        authorised(
                settings.graphUrl() + "/.default",
                token -> request(list).header("Authorization", token.header()).GET().build())
            .json();
    return new Addresses(
        IntuneMessages.addresses(answer), clock.instant().plus(settings.addressesLifetime()));
  }

  private HttpRequest.Builder request(URI address) {
    return HttpRequest.newBuilder(address)
        .timeout(settings.transport().requestTimeout())
        .header("Accept", "application/json")
        .header("User-Agent", settings.callerInfo())
        .header("UserAgent", settings.callerInfo())
        .header("client-request-id", UUID.randomUUID().toString());
  }

  /** Makes a request with a token. */
  private interface WithToken {
    HttpRequest make(AccessTokens.Token token);
  }

  private OutsideReply authorised(String scope, WithToken request) throws OutsideFaultException {
    AccessTokens.Token token = tokens.of(scope);
    OutsideReply reply = http.send(request.make(token));
    if (reply.status() != 401) {
      return reply;
    }
    tokens.forget(scope, token);
    return http.send(Objects.requireNonNull(request.make(tokens.of(scope))));
  }
}
