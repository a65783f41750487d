package org.scepter.diagnostics.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.UnusableHomeException;

/** The certificates that a home's files hold; read anew each time. */
public final class HomeCertificates {
  private static final List<String> STORES = List.of("ca", "ra", "crp", "ndes", "tls");
  private static final List<String> LOOSE = List.of("certmgr.box", "nodes");
  private static final long MAX_FILE = 1 << 20;

  private final ScepterHome home;

  public HomeCertificates(ScepterHome home) {
    this.home = home;
  }

  /** The RA's own certificates of all its key sets. */
  public List<X509Certificate> registrationAuthority() {
    return chains("ra").values().stream()
        .flatMap(List::stream)
        .filter(each -> each.getBasicConstraints() < 0)
        .distinct()
        .toList();
  }

  /** The RA's certificate that was made last with its issuers, root last; empty without one. */
  public List<X509Certificate> newestChain() {
    return chains("ra").values().stream()
        .filter(each -> !each.isEmpty())
        .max(java.util.Comparator.comparing(each -> each.get(0).getNotBefore()))
        .orElse(List.of());
  }

  /** The self-signed CAs. */
  public List<X509Certificate> roots() {
    return Stream.concat(chains("ra").values().stream(), chains("tls").values().stream())
        .flatMap(List::stream)
        .filter(each -> each.getBasicConstraints() >= 0)
        .filter(each -> each.getSubjectX500Principal().equals(each.getIssuerX500Principal()))
        .distinct()
        .toList();
  }

  /**
   * By file, {@code ra/signing.p12}.
   *
   * @throws UnusableHomeException if one cannot be read
   */
  Map<String, List<X509Certificate>> all() {
    Map<String, List<X509Certificate>> all = new LinkedHashMap<>();
    STORES.forEach(directory -> all.putAll(chains(directory)));
    for (String directory : LOOSE) {
      for (String file : names(directory, ".cer")) {
        all.put(file, List.of(loose(file)));
      }
    }
    return all;
  }

  private Map<String, List<X509Certificate>> chains(String directory) {
    Map<String, List<X509Certificate>> chains = new LinkedHashMap<>();
    for (String file : names(directory, ".p12")) {
      chains.put(file, home.certificates(file));
    }
    return chains;
  }

  private List<String> names(String directory, String suffix) {
    Path path = home.resolve(directory);
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(path)) {
      List<String> names = new ArrayList<>();
      files
          .map(each -> String.valueOf(each.getFileName()))
          .filter(name -> name.endsWith(suffix))
          .sorted()
          .forEach(name -> names.add(directory + "/" + name));
      return names;
    } catch (IOException e) {
      throw new UnusableHomeException(path + " cannot be read: " + e.getMessage());
    }
  }

  private X509Certificate loose(String file) {
    Path path = home.resolve(file);
    try {
      if (Files.size(path) > MAX_FILE) {
        throw new UnusableHomeException(path + " is too long for a certificate");
      }
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(path)));
    } catch (IOException | GeneralSecurityException e) {
      throw new UnusableHomeException(path + " holds no certificate: " + e.getMessage());
    }
  }
}
