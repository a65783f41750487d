package org.scepter.joining;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.scepter.joining.keys.KeyHandout;
import org.scepter.joining.keys.SealedSet;
import org.scepter.pki.Der;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.UnusableHomeException;

/**
 * What of this home goes to a node: names and addresses, the CAs' certificates, those of who signs
 * authorisations, and the RA's key sets, sealed to the node. No other key leaves.
 */
@ApplicationScoped
public class NodeProvision {
  /** Lines with certificates for the directory of the same name begin so. */
  public static final String CERTIFICATES = "certificates/";

  /** The same for who signs authorisations. */
  public static final String REGISTRATION_POINTS = "certmgr.box/";

  /** Lines with sealed key sets begin so; a number follows. */
  public static final String KEY_SETS = "ra-key-set-";

  private static final String SUFFIX = ".cer";

  private final ScepterHome home;
  private final KeyHandout keys;

  NodeProvision() {
    this(null, null);
  }

  @Inject
  public NodeProvision(ScepterHome home, KeyHandout keys) {
    this.home = home;
    this.keys = keys;
  }

  /**
   * @param client the certificate to which keys are sealed
   */
  void add(Lines lines, String name, X509Certificate client) {
    lines
        .with("node.name", name)
        .with("organisation", home.organisation())
        .with("public.url", home.publicUrl())
        .with("public.http-url", home.publicHttpUrl());
    add(lines, CERTIFICATES, file -> file.startsWith("ca-"));
    add(lines, REGISTRATION_POINTS, file -> true);
    for (SealedSet each : keys.sealedTo(client)) {
      lines.with(KEY_SETS + each.set().number(), each.sealed());
    }
  }

  private void add(Lines lines, String directory, Predicate<String> which) {
    try (Stream<Path> files = Files.list(home.resolve(directory))) {
      for (Path file : files.toList()) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(SUFFIX) && which.test(name)) {
          // An operator may have called it anything; it has to be one word here.
          String word = name.replaceAll("[^A-Za-z0-9._-]", "_");
          lines.with(directory + word, Der.of(Files.readAllBytes(file)));
        }
      }
    } catch (IOException e) {
      throw new UnusableHomeException(directory + " cannot be read: " + e.getMessage());
    }
  }
}
