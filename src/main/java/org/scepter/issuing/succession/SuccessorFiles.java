package org.scepter.issuing.succession;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
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
import org.scepter.platform.ra.RaSet;

/**
 * A successor's files. Each appears whole or not at all; certificates are the first and stay, so
 * that no number is given twice; the succession is the last.
 */
final class SuccessorFiles {
  private static final Pattern CA_KEYS = Pattern.compile("issuing-([0-9]{1,6})\\.p12");
  private static final Pattern RA_KEYS =
      Pattern.compile("(?:signing|decryption|set)-([0-9]{1,6})\\.(?:p12|properties)");
  private static final Pattern RA_CERTIFICATE =
      Pattern.compile("ra-(?:signing|decryption)-([0-9]{1,6})\\.cer");
  private static final Pattern CERTIFICATE = Pattern.compile("ca-issuing-([0-9]{1,6})\\.cer");
  private static final String UNFINISHED = ".new";

  private final ScepterHome home;
  private final Step step;

  /** What comes before each change of the home; tests end a run here. */
  interface Step {
    void before(String change);
  }

  SuccessorFiles(ScepterHome home, Step step) {
    this.home = home;
    this.step = step;
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

  /** One above all numbers that sets of the RA or CAs have had. */
  int unusedRaNumber() throws IOException {
    int highest = unusedNumber() - 1;
    for (String directory : List.of("ra", "certificates")) {
      for (Path file : list(directory)) {
        for (Pattern kind : List.of(RA_KEYS, RA_CERTIFICATE)) {
          Matcher name = kind.matcher(file.getFileName().toString());
          if (name.matches()) {
            highest = Math.max(highest, Integer.parseInt(name.group(1)));
          }
        }
      }
    }
    return highest + 1;
  }

  /**
   * Writes a successor's keys, which count for nothing before its {@link Succession}, or a set of
   * the RA alone, which counts once its signing key, the last of the entries, is there.
   */
  void write(Map<String, KeyEntry> entries, RaSet ra) throws GeneralSecurityException, IOException {
    for (Map.Entry<String, KeyEntry> entry : entries.entrySet()) {
      String file = "certificates/" + entry.getKey().replace('/', '-') + ".cer";
      write(file, entry.getValue().certificate().getEncoded());
    }
    if (!ra.equals(RaSet.of(ra.number()))) {
      write(ra.description(), ra.written());
    }
    char[] password =
        Files.readString(home.resolve("secrets/keystore.password")).strip().toCharArray();
    for (Map.Entry<String, KeyEntry> entry : entries.entrySet()) {
      write(entry.getKey() + ".p12", KeyStores.of(entry.getValue(), password));
    }
  }

  /** Puts a succession into force, or the one that was written before out of it. */
  void write(Succession succession) throws IOException {
    write(Succession.file(succession.number()), succession.written());
  }

  private void write(String file, byte[] content) throws IOException {
    step.before(file);
    Path unfinished = home.resolve(file + UNFINISHED);
    OwnerOnly.file(unfinished, content);
    step.before(file + UNFINISHED);
    KeyFile.move(unfinished, home.resolve(file));
  }

  /**
   * Removes the keys that no succession names and that are no whole set, which a killed run has
   * left, and the RA's keys of a withdrawn one.
   */
  void clear(List<Succession> written) throws IOException {
    Set<Integer> inForce = numbers(written.stream().filter(Succession::isInForce));
    Set<Integer> sets =
        RaSet.all(home).stream()
            .filter(each -> each.generation() == 1 || inForce.contains(each.generation()))
            .map(RaSet::number)
            .collect(Collectors.toSet());
    remove("ra", RA_KEYS, sets);
    remove("ca", CA_KEYS, numbers(written.stream()));
    for (String directory : List.of("ra", "ca", "certificates")) {
      for (Path file : list(directory)) {
        if (file.toString().endsWith(UNFINISHED)) {
          step.before("without " + file.getFileName());
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static Set<Integer> numbers(Stream<Succession> written) {
    return written.map(Succession::number).collect(Collectors.toSet());
  }

  private void remove(String directory, Pattern kind, Set<Integer> named) throws IOException {
    for (Path file : list(directory)) {
      Matcher name = kind.matcher(file.getFileName().toString());
      if (name.matches() && !named.contains(Integer.parseInt(name.group(1)))) {
        step.before("without " + file.getFileName());
        Files.delete(file);
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
