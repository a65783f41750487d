package org.scepter.profile;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.scepter.pki.SecurityIdentifier;
import org.scepter.pki.SubjectAltName;
import org.scepter.pki.UnreadableException;

/** A subject alternative name with placeholders, {@code DNS:{{DeviceName}}.example.test}. */
public final class SubjectAltNameFormat {
  private static final String LABEL = "[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?";
  private static final String HOST = LABEL + "(\\." + LABEL + ")*";
  private static final String LOCAL_PART = "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}";
  private static final String URI_TEXT =
      "[A-Za-z][A-Za-z0-9+.-]*+:([A-Za-z0-9._~:/?#\\[\\]@!$&'()*+,=-]++|%[0-9A-Fa-f]{2})+";
  private static final String IPV4 = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
  private static final int MAX_HOST = 253;
  // KB5014754: this URI claims an account, so the whole rest of it comes from the record.
  private static final String ACCOUNT =
      SecurityIdentifier.TAG + "{{" + DeviceVariable.SECURITY_IDENTIFIER.text() + "}}";

  private final SubjectAltName.Kind kind;
  private final String written;
  private final String marked;

  private SubjectAltNameFormat(SubjectAltName.Kind kind, String written, String marked) {
    this.kind = kind;
    this.written = written;
    this.marked = marked;
  }

  /**
   * @throws UnreadableException if it is no format; the message ends a sentence that begins with
   *     the field's name
   */
  static SubjectAltNameFormat parse(String written) throws UnreadableException {
    int colon = written.indexOf(':');
    SubjectAltName.Kind kind = kind(colon < 0 ? "" : written.substring(0, colon));
    String marked = FormatText.marked(written.substring(colon + 1));
    if (marked.isEmpty()) {
      throw new UnreadableException("must have a value after " + kind + ":");
    }
    boolean isClaim = marked.toLowerCase(Locale.ROOT).startsWith(SecurityIdentifier.TAG);
    if (isClaim
        && !(kind == SubjectAltName.Kind.URI && marked.equals(FormatText.marked(ACCOUNT)))) {
      throw new UnreadableException("may claim an account's SID only as URI:" + ACCOUNT);
    }
    return new SubjectAltNameFormat(kind, written, marked);
  }

  private static SubjectAltName.Kind kind(String text) throws UnreadableException {
    for (SubjectAltName.Kind kind : SubjectAltName.Kind.values()) {
      if (kind != SubjectAltName.Kind.OTHER && kind.name().equalsIgnoreCase(text)) {
        return kind;
      }
    }
    throw new UnreadableException("must begin with one of DNS: EMAIL: UPN: URI: IP:");
  }

  String text() {
    return written;
  }

  SubjectAltName.Kind kind() {
    return kind;
  }

  Set<DeviceVariable> variables() {
    return FormatText.variables(marked);
  }

  /**
   * The name of one device.
   *
   * @param values one for each of {@link #variables}
   * @throws UnreadableException if what comes out is not of its kind
   */
  SubjectAltName fill(Map<DeviceVariable, String> values) throws UnreadableException {
    String value =
        FormatText.filled(
            marked,
            values,
            kind == SubjectAltName.Kind.URI ? SubjectAltNameFormat::percentEncoded : text -> text);
    if (value.length() > SubjectAltName.MAX_LENGTH || !fits(value)) {
      throw new UnreadableException("the SAN of kind " + kind + " is not one: " + expected());
    }
    return new SubjectAltName(kind, kind == SubjectAltName.Kind.IP ? canonical(value) : value);
  }

  private boolean fits(String value) {
    return switch (kind) {
      case DNS -> isHost(value);
      case EMAIL -> isAddress(value);
      case URI ->
          value.startsWith(SecurityIdentifier.TAG)
              ? SecurityIdentifier.isOne(value.substring(SecurityIdentifier.TAG.length()))
              : value.matches(URI_TEXT);
      case UPN -> value.matches("[^@\\p{Cntrl}]+@[^@\\p{Cntrl}]+");
      case IP -> isIpAddress(value);
      case OTHER -> false;
    };
  }

  private String expected() {
    return switch (kind) {
      case DNS -> "it needs a host name of letters, digits, hyphens and dots";
      case EMAIL -> "it needs local-part@host in ASCII";
      case URI -> "it needs an absolute URI in ASCII, and an account's claim a SID like S-1-5-21-…";
      case UPN -> "it needs user@realm";
      case IP -> "it needs an IPv4 or IPv6 address";
      case OTHER -> "unknown kind";
    };
  }

  private static boolean isHost(String value) {
    return value.length() <= MAX_HOST && value.matches(HOST);
  }

  private static boolean isAddress(String value) {
    int at = value.lastIndexOf('@');
    return at > 0 && value.substring(0, at).matches(LOCAL_PART) && isHost(value.substring(at + 1));
  }

  private static boolean isIpAddress(String value) {
    return value.matches(IPV4 + "(\\." + IPV4 + "){3}")
        || (value.matches("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*") && canonical(value) != null);
  }

  // The text form in which a request's iPAddress is read.
  private static String canonical(String literal) {
    try {
      return java.net.InetAddress.getByName(literal).getHostAddress();
    } catch (java.net.UnknownHostException e) {
      return null;
    }
  }

  private static String percentEncoded(String value) {
    StringBuilder encoded = new StringBuilder();
    for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xff);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0)) {
        encoded.append(c);
      } else {
        encoded.append(String.format("%%%02X", (int) c));
      }
    }
    return encoded.toString();
  }
}
