package org.scepter.issuing;

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
 * When an issuing CA takes over from the one before it. The file that says so is the last to be
 * written: without it the CA's keys count for nothing.
 *
 * @param number of the CA that takes over, from 2
 * @param activeFrom from when devices are told of it
 * @param previousRetiresAt until when requests to the one before it are taken
 * @param withdrawnAt since when it is not to take over any more; its key stays, for the CRL of what
 *     it has issued before its time
 */
public record Succession(
    int number, Instant activeFrom, Instant previousRetiresAt, Optional<Instant> withdrawnAt) {
  private static final Pattern FILE = Pattern.compile("succession-([1-9][0-9]{0,5})\\.properties");

  public Succession {
    Objects.requireNonNull(activeFrom);
    Objects.requireNonNull(withdrawnAt);
    if (number < 2 || previousRetiresAt.isBefore(activeFrom)) {
      throw new IllegalArgumentException("a successor has a number from 2 and leaves no gap");
    }
  }

  public boolean isInForce() {
    return withdrawnAt.isEmpty();
  }

  /** The same, called off at {@code now}. */
  public Succession withdrawn(Instant now) {
    return new Succession(number, activeFrom, previousRetiresAt, Optional.of(now));
  }

  /** Where it stands, relative to the home. */
  public static String file(int number) {
    return "ca/succession-" + number + ".properties";
  }

  /**
   * All that the home has, in order.
   *
   * @throws UnusableHomeException if one cannot be read
   */
  public static List<Succession> all(ScepterHome home) {
    TreeMap<Integer, Succession> found = new TreeMap<>();
    try (Stream<Path> files = Files.list(home.resolve("ca"))) {
      for (Path file : files.toList()) {
        Matcher name = FILE.matcher(file.getFileName().toString());
        if (name.matches()) {
          int number = Integer.parseInt(name.group(1));
          found.put(number, read(number, file));
        }
      }
    } catch (IOException e) {
      throw new UnusableHomeException("ca/ cannot be read: " + e.getMessage());
    }
    return List.copyOf(found.values());
  }

  private static Succession read(int number, Path file) throws IOException {
    Properties read = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      read.load(in);
      return new Succession(
          number,
          Instant.parse(read.getProperty("active-from", "")),
          Instant.parse(read.getProperty("previous-retires-at", "")),
          Optional.ofNullable(read.getProperty("withdrawn-at")).map(Instant::parse));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new UnusableHomeException(file + " does not say when a CA takes over");
    }
  }

  /** As it is written. */
  public byte[] written() throws IOException {
    Properties written = new Properties();
    written.setProperty("number", Integer.toString(number));
    written.setProperty("active-from", activeFrom.toString());
    written.setProperty("previous-retires-at", previousRetiresAt.toString());
    withdrawnAt.ifPresent(at -> written.setProperty("withdrawn-at", at.toString()));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    written.store(out, "Written by scepter rollover");
    return out.toByteArray();
  }
}
