package org.scepter.testing;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URI;
import java.security.KeyPair;
import java.util.List;
import java.util.Optional;
import org.scepter.testing.scep.Csr;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.Signer;

/** What a device is told at check-in about one profile. */
public record Policy(JsonObject json) {
  static Policy of(JsonObject json) {
    if (json.containsKey("challenge")) {
      HandedOut.remember(json.getString("challenge"));
    }
    return new Policy(json);
  }

  public String state() {
    return json.getString("state");
  }

  public URI url() {
    return URI.create(json.getJsonArray("urls").getString(0));
  }

  public String subject() {
    return json.getString("subject");
  }

  public List<String> alternativeNames() {
    return strings("subjectAltNames");
  }

  public List<String> extendedKeyUsages() {
    return strings("extendedKeyUsages");
  }

  private List<String> strings(String name) {
    JsonArray values = json.getJsonArray(name);
    return values.getValuesAs(JsonString.class).stream().map(JsonString::getString).toList();
  }

  public int keyUsage() {
    return json.getInt("keyUsage");
  }

  public int keySize() {
    return json.getInt("keySize");
  }

  public Optional<String> challenge() {
    return Optional.ofNullable(json.getString("challenge", null));
  }

  /** The challenge, of which the check-in owes one. */
  public String requireChallenge() {
    assertThat(challenge()).as("challenge in state %s", state()).isPresent();
    return challenge().orElseThrow();
  }

  /** The request that this policy wants, for any key. */
  public Csr csr(KeyPair key) {
    return csrWithoutChallenge(key).challenge(requireChallenge());
  }

  /** The same for a certificate that renews itself. */
  public Csr csrWithoutChallenge(KeyPair key) {
    return Csr.of(key, subject())
        .alternativeNames(alternativeNames())
        .keyUsage(keyUsage())
        .extendedKeyUsages(extendedKeyUsages());
  }

  /** That request as a PKCSReq, signed by the key that it is for. */
  public PkiMessage message(TestServer server, KeyPair key) {
    return message(server, key, csr(key));
  }

  /** Any request as a PKCSReq. */
  public PkiMessage message(TestServer server, KeyPair key, Csr csr) {
    return PkiMessage.pkcsReq(
        csr, server.scep().caCertificates().encryption(), Signer.selfSigned(key, subject()));
  }
}
