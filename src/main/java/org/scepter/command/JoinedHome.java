package org.scepter.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.scepter.issuing.est.NodeCertificates.Purpose;
import org.scepter.issuing.succession.KeyStores;
import org.scepter.issuing.succession.OwnerOnly;
import org.scepter.joining.Lines;
import org.scepter.joining.NodeProvision;
import org.scepter.joining.keys.KeySetFiles;
import org.scepter.joining.keys.RaKeys;
import org.scepter.joining.keys.SealedKeys;
import org.scepter.pki.Hex;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.peer.NodeIdentity;

/**
 * Fills a home for the role {@code ndes} alone: the node's own keys, the RA's, and whom to trust;
 * no CA's key, no registration point's, no database.
 */
final class JoinedHome {
  private static final String FILE_NAME = "[A-Za-z0-9._-]{1,100}";

  private final Path home;
  private final Provider provider;
  private final SecureRandom random;
  private final Clock clock;
  private final String password;

  JoinedHome(Path home, Provider provider, SecureRandom random, Clock clock) {
    this.home = home;
    this.provider = provider;
    this.random = random;
    this.clock = clock;
    this.password = random(32);
  }

  /**
   * Writes everything but the marker, whose content it gives.
   *
   * @param inside the certificate by which the inside was known
   */
  byte[] fill(Map<Purpose, KeyEntry> entries, Lines provision, X509Certificate inside)
      throws IOException, GeneralSecurityException {
    write("secrets/keystore.password", line(password));
    write("secrets/admin.password", line(random(16)));
    for (Map.Entry<Purpose, KeyEntry> each : entries.entrySet()) {
      write(each.getKey().file() + ".p12", KeyStores.of(each.getValue(), password.toCharArray()));
    }
    KeyEntry client = entries.get(Purpose.CLIENT);
    List<X509Certificate> chain = client.chain();
    write(
        "tls/internal-trust.p12",
        KeyStores.trusting("root", chain.get(chain.size() - 1), password.toCharArray()));
    OwnerOnly.directory(home.resolve(NodeIdentity.TRUSTED));
    write(NodeIdentity.TRUSTED + "/inside.cer", inside.getEncoded());
    certificates(provision, NodeProvision.CERTIFICATES);
    certificates(provision, NodeProvision.REGISTRATION_POINTS);
    keySets(provision, client);
    return marker(provision);
  }

  private void certificates(Lines provision, String directory) throws IOException {
    for (String name : provision.names(directory)) {
      if (!name.matches(FILE_NAME)) {
        throw new IOException("the inside gave a file a name that is none");
      }
      write(directory + name, provision.bytes(directory + name));
    }
  }

  private void keySets(Lines provision, KeyEntry client) throws IOException {
    SealedKeys sealing = new SealedKeys(provider, random);
    for (String number : provision.names(NodeProvision.KEY_SETS)) {
      RaKeys keys = sealing.open(provision.bytes(NodeProvision.KEY_SETS + number), client);
      new KeySetFiles(home).write(keys);
    }
  }

  private byte[] marker(Lines provision) throws IOException {
    Properties marker = new Properties();
    for (String name : List.of("node.name", "organisation", "public.url", "public.http-url")) {
      marker.setProperty(name, provision.text(name));
    }
    marker.setProperty("version", ScepterHome.LAYOUT_VERSION);
    marker.setProperty("home.id", random(16));
    marker.setProperty("created", clock.instant().toString());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    marker.store(out, "Written by scepter node join, for the role ndes alone");
    return out.toByteArray();
  }

  private void write(String file, byte[] content) throws IOException {
    OwnerOnly.file(home.resolve(file), content);
  }

  private String random(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return Hex.encode(bytes);
  }

  private static byte[] line(String text) {
    return (text + "\n").getBytes(StandardCharsets.US_ASCII);
  }
}
