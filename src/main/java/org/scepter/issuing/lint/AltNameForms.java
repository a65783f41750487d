package org.scepter.issuing.lint;

import java.net.URI;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/** The forms of general names (RFC 5280 §4.2.1.6). */
final class AltNameForms {
  private static final int MAX_DNS_NAME = 253;
  private static final String LABEL = "[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?";
  // The preferred name syntax; a first label may be a wildcard, and devices' names have
  // underscores.
  private static final Pattern DNS_NAME =
      Pattern.compile("(\\*\\.)?" + LABEL + "(\\." + LABEL + ")*");
  private static final Pattern MAILBOX =
      Pattern.compile("[!-~&&[^@<>]]{1,64}@[!-~&&[^@<>]]{1,255}");
  private static final int IPV4 = 4;
  private static final int IPV6 = 16;

  private AltNameForms() {}

  static boolean areKept(GeneralNames names) {
    return names.getNames().length > 0
        && Arrays.stream(names.getNames()).allMatch(AltNameForms::isKept);
  }

  private static boolean isKept(GeneralName name) {
    return switch (name.getTagNo()) {
      case GeneralName.dNSName ->
          text(name).length() <= MAX_DNS_NAME && DNS_NAME.matcher(text(name)).matches();
      case GeneralName.rfc822Name -> MAILBOX.matcher(text(name)).matches();
      case GeneralName.uniformResourceIdentifier -> isAbsolute(text(name));
      case GeneralName.iPAddress -> {
        int length = ASN1OctetString.getInstance(name.getName()).getOctets().length;
        yield length == IPV4 || length == IPV6;
      }
      default -> true;
    };
  }

  /** Whether it is a URI that can be fetched. */
  static boolean isUrl(GeneralName name) {
    return name.getTagNo() == GeneralName.uniformResourceIdentifier
        && text(name).matches("(https?|ldaps?)://.+")
        && isAbsolute(text(name));
  }

  private static boolean isAbsolute(String text) {
    try {
      return URI.create(text).isAbsolute();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String text(GeneralName name) {
    return ((ASN1String) name.getName()).getString();
  }
}
