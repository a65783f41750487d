package org.scepter.testing.outside;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.scepter.testing.HandedOut;

/**
 * A program that answers step-ca's {@code SCEPCHALLENGE} webhooks: it checks the signature as
 * step-ca's page says, and allows the challenges that it gave out.
 */
public final class WebhookReceiver implements AutoCloseable {
  public static final String PATH = "/scepvalidation";

  private final StandIn server;
  private final byte[] secret;
  private final Map<String, String> answers = new ConcurrentHashMap<>();

  public WebhookReceiver(int port) {
    this.server = new StandIn(port, this::answer);
    this.secret = Base64.getDecoder().decode(secretOfTheTests());
  }

  private static String secretOfTheTests() {
    try (InputStream file = WebhookReceiver.class.getResourceAsStream("webhook.secret")) {
      return HandedOut.remember(new String(file.readAllBytes(), StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI url() {
    return URI.create(server.url() + PATH);
  }

  /** A challenge that will be allowed. */
  public String challenge(String subject, String... altNames) {
    return answering("{\"allow\":true}");
  }

  /** A challenge that will be answered so. */
  public String answering(String json) {
    String challenge = HandedOut.remember("hook-" + UUID.randomUUID());
    answers.put(challenge, json);
    return challenge;
  }

  public void trouble(Trouble... next) {
    server.trouble(PATH, next);
  }

  public List<Heard> heard() {
    return server.heard(PATH);
  }

  public void forget() {
    server.forget();
  }

  private StandIn.Answer answer(Heard heard) {
    if (!heard.target().getPath().equals(PATH) || !heard.method().equals("POST")) {
      return new StandIn.Answer(404, "{}");
    }
    if (heard.header("X-Smallstep-Signature").filter(signature(heard)::equals).isEmpty()) {
      return new StandIn.Answer(400, "{\"allow\":false}");
    }
    JsonObject body = heard.json();
    return StandIn.Answer.ok(
        answers.getOrDefault(body.getString("scepChallenge"), "{\"allow\":false}"));
  }

  private String signature(Heard heard) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(heard.body().getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
