package org.scepter.diagnostics.outside;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.scepter.platform.AddressBlock;

/** The names for which a certificate may be shown (RFC 6125): subject alternative names alone. */
public final class ServedNames {
  private static final Integer DNS = 2;
  private static final Integer IP = 7;

  private ServedNames() {}

  /** Whether a client that called {@code host} takes the certificate. */
  public static boolean fit(X509Certificate certificate, String host) {
    String bare = host.replaceAll("^\\[|]$", "");
    return AddressBlock.isValid(bare)
        ? of(certificate, IP).stream().anyMatch(name -> AddressBlock.parse(bare).contains(name))
        : of(certificate, DNS).stream().anyMatch(name -> covers(name, bare));
  }

  private static boolean covers(String name, String host) {
    String written = name.toLowerCase(Locale.ROOT);
    String called = host.toLowerCase(Locale.ROOT);
    if (!written.startsWith("*.")) {
      return written.equals(called);
    }
    int dot = called.indexOf('.');
    return dot > 0 && called.substring(dot).equals(written.substring(1));
  }

  /** For people. */
  static String text(X509Certificate certificate) {
    List<String> all = new ArrayList<>(of(certificate, DNS));
    all.addAll(of(certificate, IP));
    return all.isEmpty() ? "no name" : String.join(", ", all);
  }

  private static List<String> of(X509Certificate certificate, Integer kind) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null
          ? List.of()
          : names.stream()
              .filter(name -> name.get(0).equals(kind))
              .map(name -> String.valueOf(name.get(1)))
              .toList();
    } catch (CertificateParsingException e) {
      return List.of();
    }
  }
}
