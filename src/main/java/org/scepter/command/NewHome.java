package org.scepter.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.scepter.issuing.signing.RsaSignature;
import org.scepter.issuing.succession.KeyStores;
import org.scepter.issuing.succession.OwnerOnly;
import org.scepter.pki.Hex;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.keys.Token;
import org.scepter.platform.keys.TokenPlace;
import org.scepter.platform.log.CmTraceLine;

/** Fills a new home: keys, certificates and secrets, each file for its owner alone. */
final class NewHome {
  private final Path home;
  private final InitSettings settings;
  private final SecureRandom random;
  private final Clock clock;

  NewHome(Path home, InitSettings settings, SecureRandom random, Clock clock) {
    this.home = home;
    this.settings = settings;
    this.random = random;
    this.clock = clock;
  }

  /** Writes everything but the marker, whose content it gives. */
  byte[] fill() throws IOException {
    Instant now = clock.instant();
    String password = Hex.encode(randomBytes(32));
    write("secrets/keystore.password", line(password));
    write("secrets/admin.password", line(Hex.encode(randomBytes(16))));
    write("secrets/hmac.key", randomBytes(32));
    Optional<Token> token = token();
    try {
      keys(token, password.toCharArray(), now);
    } catch (GeneralSecurityException e) {
      throw new IOException("the keys cannot be made: " + e.getMessage(), e);
    }
    byte[] marker = marker(now);
    write("logs/CRPMSI.log", installationLog());
    return marker;
  }

  /** By its last line ConfigMgr's administrators know that the registration point is installed. */
  private byte[] installationLog() {
    StringBuilder log = new StringBuilder();
    for (String text :
        List.of(
            "Installing the certificate registration point in " + home,
            "Public URL " + settings.publicUrl() + ", internal name " + settings.internalName(),
            "Keys, certificates and their stores are made",
            "The certificate for the policy module is certmgr.box/crp.cer",
            "Installation success or error status: 0")) {
      log.append(
              new CmTraceLine(
                  text,
                  "",
                  clock.instant().atZone(ZoneId.systemDefault()),
                  "CRPMSI",
                  "",
                  CmTraceLine.Type.INFORMATION,
                  Thread.currentThread().getId(),
                  "NewHome.java"))
          .append("\r\n");
    }
    return log.toString().getBytes(StandardCharsets.UTF_8);
  }

  private Optional<Token> token() throws IOException {
    if (settings.token().isEmpty()) {
      return Optional.empty();
    }
    TokenPlace given = settings.token().get();
    write(TokenPlace.PIN_FILE, line(Files.readString(given.pinFile()).strip()));
    write(TokenPlace.FILE, given.written());
    return Optional.of(Token.at(TokenPlace.of(home)));
  }

  private void keys(Optional<Token> token, char[] password, Instant now)
      throws GeneralSecurityException, IOException {
    Map<String, KeyEntry> entries = Hierarchy.make(settings, token, random, now);
    for (Map.Entry<String, KeyEntry> entry : entries.entrySet()) {
      String file = entry.getKey();
      KeyEntry key = entry.getValue();
      write(file + ".p12", KeyStores.of(key, password));
      write("certificates/" + file.replace('/', '-') + ".cer", key.certificate().getEncoded());
    }
    List<X509Certificate> chain = entries.get("ca/issuing").chain();
    X509Certificate root = chain.get(chain.size() - 1);
    if (!entries.containsKey("ca/root")) {
      write("certificates/ca-root.cer", root.getEncoded());
    }
    write("tls/internal-trust.p12", KeyStores.trusting("root", root, password));
    write("certmgr.box/crp.cer", certificate(entries, "crp/authorisation").getEncoded());
  }

  private static X509Certificate certificate(Map<String, KeyEntry> entries, String file) {
    return entries.get(file).certificate();
  }

  private byte[] marker(Instant now) throws IOException {
    Properties marker = new Properties();
    marker.setProperty("version", ScepterHome.LAYOUT_VERSION);
    marker.setProperty("home.id", Hex.encode(randomBytes(16)));
    marker.setProperty("created", now.toString());
    marker.setProperty("trial", Boolean.toString(settings.trial()));
    if (settings.signature() == RsaSignature.PSS) {
      marker.setProperty("ca.signature", "pss");
    }
    marker.setProperty("organisation", settings.organisation());
    marker.setProperty("internal.name", settings.internalName());
    marker.setProperty("public.url", settings.publicUrl().toString());
    marker.setProperty("public.http-url", settings.publicHttpUrl().toString());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    marker.store(out, "Written by scepter init; certificates carry what it says, leave it alone");
    return out.toByteArray();
  }

  private void write(String file, byte[] content) throws IOException {
    OwnerOnly.file(home.resolve(file), content);
  }

  private static byte[] line(String text) {
    return (text + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  private byte[] randomBytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
