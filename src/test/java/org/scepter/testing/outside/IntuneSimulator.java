package org.scepter.testing.outside;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.scepter.testing.HandedOut;

/**
 * Microsoft Entra, Graph and Intune, as far as a partner CA meets them: tokens by client
 * credentials, the list of services, the three SCEP actions with their codes, and revocations.
 * Written from Microsoft's published library (microsoft/Intune-Resource-Access) and pages.
 */
public final class IntuneSimulator implements AutoCloseable {
  public static final String TENANT = "contoso.example";
  public static final String CLIENT = "11111111-2222-3333-4444-555555555555";
  public static final String VALIDATE =
      "/StatelessScepRequestValidationFEService/ScepActions/validateRequest";
  public static final String SUCCEEDED =
      "/StatelessScepRequestValidationFEService/ScepActions/successNotification";
  public static final String FAILED =
      "/StatelessScepRequestValidationFEService/ScepActions/failureNotification";
  public static final String DOWNLOAD =
      "/PkiConnectorFEService/CertificateAuthorityRequests/downloadRevocationRequests";
  public static final String UPLOAD =
      "/PkiConnectorFEService/CertificateAuthorityRequests/uploadRevocationResults";
  public static final String TOKEN = "/" + TENANT + "/oauth2/v2.0/token";
  public static final String DISCOVERY =
      "/v1.0/servicePrincipals/appId=0000000a-0000-0000-c000-000000000000/endpoints";

  /** For whom Intune's tokens are; two slashes stand in the scope. */
  private static final String INTUNE_SCOPE = "https://api.manage.microsoft.com//.default";

  private final StandIn server;
  private final String secret;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, String> scopes = new ConcurrentHashMap<>();
  private final Map<String, Expected> challenges = new ConcurrentHashMap<>();
  private final Map<String, Queue<String>> codes = new ConcurrentHashMap<>();
  private final Queue<String> revocations = new ConcurrentLinkedQueue<>();
  private volatile long tokenSeconds = 3599;

  /** What a challenge was given out for. */
  record Expected(String subject, List<String> altNames) {}

  public IntuneSimulator(int port, String secret) {
    this.secret = secret;
    this.server = new StandIn(port, this::answer);
  }

  /** The app registration's secret as the build's settings name it. */
  public static String secretOfTheTests() {
    try (InputStream file = IntuneSimulator.class.getResourceAsStream("intune.secret")) {
      return HandedOut.remember(new String(file.readAllBytes(), StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Base URL of all three. */
  public URI url() {
    return server.url();
  }

  /** A challenge as long as real ones, for a request with exactly these names. */
  public String challenge(String subject, String... altNames) {
    byte[] blob = new byte[1500];
    random.nextBytes(blob);
    String challenge = HandedOut.remember(Base64.getEncoder().encodeToString(blob));
    challenges.put(challenge, new Expected(subject, List.of(altNames)));
    return challenge;
  }

  /** Answers the next call of an action with this code. */
  public IntuneSimulator answering(String action, String code) {
    codes.computeIfAbsent(action, any -> new ArrayDeque<>()).add(code);
    return this;
  }

  public IntuneSimulator trouble(String path, Trouble... next) {
    server.trouble(path, next);
    return this;
  }

  public List<Heard> heard(String path) {
    return server.heard(path);
  }

  /** Forgets what was heard and what was still to come; challenges and tokens stay. */
  public void forget() {
    server.forget();
    codes.clear();
  }

  /** No token that was given out counts any more. */
  public void expireTokens() {
    scopes.clear();
  }

  public void tokenLifetime(long seconds) {
    tokenSeconds = seconds;
  }

  /** Asks for the revocation of a certificate by its serial number. */
  public void revoke(String serial) {
    revocations.add(serial);
  }

  private StandIn.Answer answer(Heard heard) {
    String path = heard.target().getPath();
    return switch (path) {
      case TOKEN -> token(heard);
      case DISCOVERY ->
          isAuthorised(heard, url() + "/.default") ? StandIn.Answer.ok(services()) : unauthorised();
      case VALIDATE, SUCCEEDED, FAILED, DOWNLOAD, UPLOAD -> action(path, heard);
      default -> new StandIn.Answer(404, "{\"error\":{\"code\":\"NotFound\"}}");
    };
  }

  private static StandIn.Answer unauthorised() {
    return new StandIn.Answer(401, "{\"error\":{\"code\":\"InvalidAuthenticationToken\"}}");
  }

  private StandIn.Answer token(Heard heard) {
    Map<String, String> form =
        Arrays.stream(heard.body().split("&"))
            .map(field -> field.split("=", 2))
            .collect(
                Collectors.toMap(
                    field -> field[0],
                    field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
    if (!"client_credentials".equals(form.get("grant_type"))
        || !CLIENT.equals(form.get("client_id"))
        || form.get("scope") == null) {
      return new StandIn.Answer(400, "{\"error\":\"invalid_request\"}");
    }
    if (!secret.equals(form.get("client_secret"))) {
      return new StandIn.Answer(401, "{\"error\":\"invalid_client\"}");
    }
    byte[] bytes = new byte[48];
    random.nextBytes(bytes);
    String token = HandedOut.remember(Base64.getUrlEncoder().encodeToString(bytes));
    scopes.put(token, form.get("scope"));
    return StandIn.Answer.ok(
        Json.createObjectBuilder()
            .add("token_type", "Bearer")
            .add("expires_in", tokenSeconds)
            .add("ext_expires_in", tokenSeconds)
            .add("access_token", token)
            .build()
            .toString());
  }

  private boolean isAuthorised(Heard heard, String scope) {
    String header = heard.header("Authorization").orElse("");
    return header.startsWith("Bearer ") && scope.equals(scopes.get(header.substring(7)));
  }

  private String services() {
    JsonArrayBuilder all = Json.createArrayBuilder();
    for (String[] each :
        new String[][] {
          {"OtherService", "/Other"},
          {"ScepRequestValidationFEService", "/StatelessScepRequestValidationFEService"},
          {"PkiConnectorFEService", "/PkiConnectorFEService"}
        }) {
      all.add(
          Json.createObjectBuilder()
              .add("id", each[0].toLowerCase(java.util.Locale.ROOT))
              .add("capability", "Intune")
              .add("providerName", each[0])
              .add("uri", url() + each[1]));
    }
    return Json.createObjectBuilder()
        .add("@odata.context", "https://graph.microsoft.com/v1.0/$metadata#x")
        .add("value", all)
        .build()
        .toString();
  }

  private StandIn.Answer action(String path, Heard heard) {
    if (!isAuthorised(heard, INTUNE_SCOPE)) {
      return unauthorised();
    }
    String version = path.contains("Pki") ? "5019-05-05" : "2018-02-20";
    boolean wellFormed =
        heard.method().equals("POST")
            && heard.header("api-version").filter(version::equals).isPresent()
            && heard.header("Content-Type").filter("application/json"::equals).isPresent()
            && heard
                .header("client-request-id")
                .filter(id -> id.matches("[0-9a-f-]{36}"))
                .isPresent()
            && heard.header("UserAgent").isPresent();
    if (!wellFormed) {
      return new StandIn.Answer(400, "{\"error\":\"headers\"}");
    }
    JsonObject body = heard.json();
    return switch (path) {
      case DOWNLOAD -> download(body);
      case UPLOAD -> StandIn.Answer.ok("{\"value\":true}");
      default -> scep(path, body);
    };
  }

  private StandIn.Answer scep(String path, JsonObject body) {
    JsonObject about = body.getJsonObject(path.equals(VALIDATE) ? "request" : "notification");
    if (about == null || !ScepActionFields.of(path).equals(about.keySet())) {
      return new StandIn.Answer(400, "{\"error\":\"fields\"}");
    }
    Queue<String> next = codes.getOrDefault(path, new ArrayDeque<>());
    String injected = next.poll();
    String code = injected != null ? injected : judge(path, about);
    // A careless service that repeats a secret: nobody may log it.
    String description =
        code.equals("Success") ? "" : "refused " + about.getString("certificateRequest");
    return StandIn.Answer.ok(
        Json.createObjectBuilder()
            .add("@odata.context", "x")
            .add("code", code)
            .add("errorDescription", description)
            .build()
            .toString());
  }

  private String judge(String path, JsonObject about) {
    if (!path.equals(VALIDATE)) {
      return "Success";
    }
    return ScepActionFields.code(about.getString("certificateRequest"), challenges);
  }

  private StandIn.Answer download(JsonObject body) {
    int most = body.getJsonObject("downloadParameters").getInt("maxRequests");
    JsonArrayBuilder orders = Json.createArrayBuilder();
    for (int i = 0; i < most && !revocations.isEmpty(); i++) {
      String serial = revocations.poll();
      orders.add(
          Json.createObjectBuilder()
              .add("requestContext", "context of " + serial)
              .add("serialNumber", serial)
              .add("issuerName", "CN=whoever")
              .addNull("caConfiguration"));
    }
    return StandIn.Answer.ok(Json.createObjectBuilder().add("value", orders).build().toString());
  }

  @Override
  public void close() {
    server.close();
  }
}
