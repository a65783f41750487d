package org.scepter.testing;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Calls {@code /api/v1} in somebody's name. */
public final class SiteClient {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String API = "/api/v1/";
  private static final Map<TestServer, SiteClient> TOKENS = new ConcurrentHashMap<>();

  private final TestServer server;
  private final HttpClient http;
  private final Optional<String> authorization;

  private SiteClient(TestServer server, Optional<String> authorization) {
    this.server = server;
    this.http = server.client();
    this.authorization = authorization;
  }

  /** The administrator, who logs in with name and password once and with a token from then on. */
  public static SiteClient administrator(TestServer server) {
    return TOKENS.computeIfAbsent(server, each -> withPassword(each).withRole("administrator"));
  }

  /** The administrator with name and password, which cost the server a slow hash at each call. */
  public static SiteClient withPassword(TestServer server) {
    String password = HandedOut.remember(server.text("secrets/admin.password"));
    return new SiteClient(server, Optional.of(basic("admin", password)));
  }

  /** The same site, called by another. */
  public SiteClient as(String otherAuthorization) {
    return new SiteClient(server, Optional.of(otherAuthorization));
  }

  /** What this caller sends in the head. */
  public String authorization() {
    return authorization.orElseThrow();
  }

  public SiteClient asNobody() {
    return new SiteClient(server, Optional.empty());
  }

  public static String basic(String name, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  public static String bearer(String token) {
    return "Bearer " + token;
  }

  /** A name that nothing else has. */
  public static String unique(String prefix) {
    byte[] random = new byte[5];
    ThreadLocalRandom.current().nextBytes(random);
    return prefix + "-" + HexFormat.of().formatHex(random);
  }

  public TestServer server() {
    return server;
  }

  public JsonAnswer post(String path, JsonValue body) {
    return send("POST", server.https() + API + path, body.toString(), "application/json");
  }

  public JsonAnswer post(String path) {
    return send("POST", server.https() + API + path, "", "application/json");
  }

  public JsonAnswer put(String path) {
    return send("PUT", server.https() + API + path, "", "application/json");
  }

  public JsonAnswer put(String path, JsonValue body) {
    return send("PUT", server.https() + API + path, body.toString(), "application/json");
  }

  public JsonAnswer delete(String path) {
    return send("DELETE", server.https() + API + path, "", "application/json");
  }

  public JsonAnswer get(String path) {
    return get(path, "application/json");
  }

  public JsonAnswer get(String path, String accept) {
    return send("GET", server.https() + API + path, "", accept);
  }

  /** Any request of any listener in this caller's name. */
  public JsonAnswer send(String method, String url, String body, String accept) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(PATIENCE)
            .header("Accept", accept)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    authorization.ifPresent(value -> request.header("Authorization", value));
    try {
      HttpResponse<String> response =
          http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
      return JsonAnswer.of(response);
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + url, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Makes a trusted-root profile and returns its name. */
  public String trustedRoot() {
    String name = unique("root");
    post("trusted-root-profiles", Json.createObjectBuilder().add("name", name).build()).expect(201);
    return name;
  }

  /** Makes a SCEP profile. */
  public ScepProfile profile(JsonObject profile) {
    post("scep-profiles", profile).expect(201);
    return new ScepProfile(this, profile.getString("name"));
  }

  /** Makes an unremarkable SCEP profile. */
  public ScepProfile profile() {
    return profile(profileJson().build());
  }

  /** The JSON of an unremarkable SCEP profile, to be varied. */
  public JsonObjectBuilder profileJson() {
    return Json.createObjectBuilder()
        .add("name", unique("profile"))
        .add("templateName", "ScepterDevice")
        .add("trustedRootProfile", trustedRoot())
        .add("subjectNameFormat", "CN={{DeviceName}},O=Example")
        .add("subjectAltNames", array(List.of("DNS:{{DeviceName}}.example.test")))
        .add("keyUsage", array(List.of("digitalSignature", "keyEncipherment")))
        .add("keySize", 2048)
        .add("extendedKeyUsages", array(List.of("1.3.6.1.5.5.7.3.2")))
        .add("validity", "P1Y");
  }

  public static jakarta.json.JsonArray array(List<String> values) {
    return Json.createArrayBuilder(values).build();
  }

  /** This site, called with a new API token of one role. */
  public SiteClient withRole(String role) {
    JsonObject created =
        post(
                "tokens",
                Json.createObjectBuilder()
                    .add("name", unique("token"))
                    .add("roles", array(List.of(role)))
                    .build())
            .expect(201)
            .json();
    return as(bearer(HandedOut.remember(created.getString("token"))));
  }

  /** Makes a device, once. */
  public Device device(String name) {
    return device(Json.createObjectBuilder().add("name", name).build());
  }

  /** Makes a device with attributes, once. */
  public Device device(JsonObject device) {
    JsonObject created = post("devices", device).expect(201).json();
    return new Device(
        server, device.getString("name"), HandedOut.remember(created.getString("token")));
  }

  /** A device with an unremarkable profile deployed to it alone. */
  public Device deployedDevice() {
    return profile().deployedDevice();
  }

  /**
   * A device whose certificate may renew itself from the first quarter of an hour on, and is
   * revoked once it has.
   */
  public Device renewableDevice() {
    return profile(
            profileJson()
                .add("validity", "P1D")
                .add("renewalThresholdPercent", 99)
                .add("revokeRenewedAfter", "PT0S")
                .build())
        .deployedDevice();
  }

  /** Revokes a certificate because of its key. */
  public void revoke(Enrolment enrolment) {
    post(
            "certificates/" + enrolment.serialHex() + "/revoke",
            Json.createObjectBuilder().add("reason", "keyCompromise").build())
        .expect(204);
  }

  /** Serial numbers of all certificates of a device with the unremarkable subject. */
  public List<String> serialNumbersFor(String device) {
    return certificates(device).stream().map(each -> each.getString("serialNumber")).toList();
  }

  /** What the CA lists for a device with the unremarkable subject. */
  public List<JsonObject> certificates(String device) {
    return items(
        "certificates?subject="
            + URLEncoder.encode("CN=" + device + ",O=Example", StandardCharsets.UTF_8));
  }

  /** The challenges of a device: ids and states. */
  public List<JsonObject> challenges(String device) {
    return items("challenges?device=" + device);
  }

  /** All items of a list, page by page. */
  public List<JsonObject> items(String path) {
    List<JsonObject> all = new java.util.ArrayList<>();
    String next = path;
    while (true) {
      JsonObject page = get(next).expect(200).json();
      all.addAll(page.getJsonArray("items").getValuesAs(JsonObject.class));
      if (!page.containsKey("next") || page.isNull("next")) {
        return all;
      }
      String marker = URLEncoder.encode(page.getString("next"), StandardCharsets.UTF_8);
      next = path + (path.contains("?") ? "&" : "?") + "after=" + marker;
    }
  }
}
