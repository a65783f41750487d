package org.scepter.platform.ra;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.UnusableHomeException;

/**
 * A key set of the RA by its number: {@code ra/signing.p12} and {@code ra/decryption.p12} for the
 * first, {@code ra/signing-n.p12} and {@code ra/decryption-n.p12} for the nth. {@code
 * ra/set-n.properties} says whose it is; a set without it belongs to the CA of its own number. A
 * set counts as there once its signing key is, which is therefore the last to be written.
 *
 * @param number no other set of the home ever had or has it
 * @param generation of the CA that certified it
 * @param activeFrom from when devices are told of it; empty for the time at which its CA takes over
 */
public record RaSet(int number, int generation, Optional<Instant> activeFrom) {
  private static final Pattern SIGNING = Pattern.compile("signing(?:-([1-9][0-9]{0,8}))?\\.p12");

  public RaSet {
    Objects.requireNonNull(activeFrom);
    if (number < 1 || generation < 1) {
      throw new IllegalArgumentException("sets and CAs are numbered from 1");
    }
  }

  /** The set that comes with a CA. */
  public static RaSet of(int generation) {
    return new RaSet(generation, generation, Optional.empty());
  }

  /** Its signing key, relative to the home. */
  public String signing() {
    return "ra/" + alias("signing") + ".p12";
  }

  /** Its decryption key, relative to the home. */
  public String decryption() {
    return "ra/" + alias("decryption") + ".p12";
  }

  /** Where it says whose it is, relative to the home. */
  public String description() {
    return "ra/set-" + number + ".properties";
  }

  /**
   * The name of one of its keys.
   *
   * @param kind {@code signing} or {@code decryption}
   */
  public String alias(String kind) {
    return kind + (number == 1 ? "" : "-" + number);
  }

  /**
   * Every set of a home, by number.
   *
   * @throws UnusableHomeException if they cannot be read
   */
  public static List<RaSet> all(ScepterHome home) {
    TreeMap<Integer, RaSet> found = new TreeMap<>();
    try (Stream<Path> files = Files.list(home.resolve("ra"))) {
      for (Path file : files.toList()) {
        Matcher name = SIGNING.matcher(file.getFileName().toString());
        if (name.matches()) {
          int number = name.group(1) == null ? 1 : Integer.parseInt(name.group(1));
          found.put(number, read(home, number));
        }
      }
    } catch (IOException e) {
      throw new UnusableHomeException("the keys in ra/ cannot be read: " + e.getMessage());
    }
    return List.copyOf(found.values());
  }

  private static RaSet read(ScepterHome home, int number) throws IOException {
    RaSet plain = of(number);
    Path file = home.resolve(plain.description());
    if (!Files.exists(file)) {
      return plain;
    }
    Properties read = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      read.load(in);
      return new RaSet(
          number,
          Integer.parseInt(read.getProperty("generation", "")),
          Optional.ofNullable(read.getProperty("active-from")).map(Instant::parse));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new UnusableHomeException(file + " does not say whose keys they are");
    }
  }

  /** The content of {@link #description}. */
  public byte[] written() throws IOException {
    Properties written = new Properties();
    written.setProperty("generation", Integer.toString(generation));
    activeFrom.ifPresent(at -> written.setProperty("active-from", at.toString()));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    written.store(out, "A key set of the RA");
    return out.toByteArray();
  }
}
