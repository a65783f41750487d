package org.scepter.issuing.succession;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.scepter.issuing.Succession;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ScepterHome;

/**
 * A successor's files. Each appears whole or not at all; certificates are the first and stay, so
 * that no number is given twice; the succession is the last.
 */
final class SuccessorFiles {
  private static final Pattern KEYS =
      Pattern.compile("(?:issuing|signing|decryption)-([0-9]{1,6})\\.p12");
  private static final Pattern CERTIFICATE = Pattern.compile("ca-issuing-([0-9]{1,6})\\.cer");
  private static final String UNFINISHED = ".new";

  private final ScepterHome home;

  SuccessorFiles(ScepterHome home) {
    this.home = home;
  }

  /** One above all that were ever given. */
  int unusedNumber() throws IOException {
    int highest = 1;
    for (Path file : list("certificates")) {
      Matcher name = CERTIFICATE.matcher(file.getFileName().toString());
      if (name.matches()) {
        highest = Math.max(highest, Integer.parseInt(name.group(1)));
      }
    }
    return highest + 1;
  }

  void write(Map<String, KeyEntry> entries, Succession made)
      throws GeneralSecurityException, IOException {
    for (Map.Entry<String, KeyEntry> entry : entries.entrySet()) {
      String file = "certificates/" + entry.getKey().replace('/', '-') + ".cer";
      write(file, entry.getValue().certificate().getEncoded());
    }
    OwnerOnly.force(home.resolve("certificates"));
    char[] password =
        Files.readString(home.resolve("secrets/keystore.password")).strip().toCharArray();
    for (Map.Entry<String, KeyEntry> entry : entries.entrySet()) {
      write(entry.getKey() + ".p12", encoded(entry.getValue(), password));
    }
    OwnerOnly.force(home.resolve("ra"));
    OwnerOnly.force(home.resolve("ca"));
    write(Succession.file(made.number()), made.written());
    OwnerOnly.force(home.resolve("ca"));
  }

  private static byte[] encoded(KeyEntry key, char[] password)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        key.alias(), key.privateKey(), password, key.chain().toArray(Certificate[]::new));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    store.store(out, password);
    return out.toByteArray();
  }

  private void write(String file, byte[] content) throws IOException {
    Path unfinished = home.resolve(file + UNFINISHED);
    OwnerOnly.file(unfinished, content);
    Files.move(unfinished, home.resolve(file), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Without it the CA's keys count for nothing. */
  void remove(Succession withdrawn) throws IOException {
    Files.deleteIfExists(home.resolve(Succession.file(withdrawn.number())));
    OwnerOnly.force(home.resolve("ca"));
  }

  /** Removes the keys that no succession names: of a run that was killed, or withdrawn. */
  void clear(List<Succession> written) throws IOException {
    Set<Integer> named = written.stream().map(Succession::number).collect(Collectors.toSet());
    List<Path> files = new ArrayList<>(list("ra"));
    files.addAll(list("ca"));
    for (Path file : files) {
      Matcher name = KEYS.matcher(file.getFileName().toString());
      if (name.matches() && !named.contains(Integer.parseInt(name.group(1)))) {
        Files.delete(file);
      }
    }
    files.addAll(list("certificates"));
    for (Path file : files) {
      if (file.toString().endsWith(UNFINISHED)) {
        Files.deleteIfExists(file);
      }
    }
  }

  // In the order in which names sort backwards: signing keys go before the others of their set.
  private List<Path> list(String directory) throws IOException {
    try (Stream<Path> files = Files.list(home.resolve(directory))) {
      return files.sorted(java.util.Comparator.reverseOrder()).toList();
    }
  }
}
