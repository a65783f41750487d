package org.scepter.registrationpoint.terms;

import java.util.Locale;
import org.scepter.pki.SubjectAltName;
import org.scepter.platform.AddressBlock;

/**
 * Subject alternative names that an endpoint may issue: {@code DNS:*.example.org}, {@code
 * EMAIL:**@example.org}, {@code URI:https://*.example.org/**}, {@code UPN:*@example.org}, {@code
 * IP:10.0.0.0/8}.
 */
public final class AltNamePattern {
  private final String written;
  private final SubjectAltName.Kind kind;
  private final Wildcard value;
  private final AddressBlock block;

  private AltNamePattern(
      String written, SubjectAltName.Kind kind, Wildcard value, AddressBlock block) {
    this.written = written;
    this.kind = kind;
    this.value = value;
    this.block = block;
  }

  /**
   * @throws IllegalArgumentException if no kind that can be issued stands before the first colon
   */
  public static AltNamePattern parse(String written) {
    int colon = written.indexOf(':');
    if (colon < 1 || colon == written.length() - 1) {
      throw new IllegalArgumentException("a subject alternative name is written KIND:value");
    }
    SubjectAltName.Kind kind =
        SubjectAltName.Kind.valueOf(written.substring(0, colon).strip().toUpperCase(Locale.ROOT));
    String value = written.substring(colon + 1).strip();
    return switch (kind) {
      case IP -> new AltNamePattern(written, kind, null, AddressBlock.parse(value));
      case DNS, EMAIL, URI, UPN -> new AltNamePattern(written, kind, new Wildcard(value), null);
      case OTHER -> throw new IllegalArgumentException("names of unknown kinds are never issued");
    };
  }

  boolean matches(SubjectAltName name) {
    if (name.kind() != kind) {
      return false;
    }
    return switch (kind) {
      case IP -> block.contains(name.value());
      // IA5String, and what a byte above 0x7f in one means is anybody's guess.
      case DNS, EMAIL, URI ->
          name.value().chars().allMatch(c -> c > 0x20 && c < 0x7f) && value.matches(name.value());
      case UPN -> value.matches(name.value());
      case OTHER -> false;
    };
  }

  @Override
  public String toString() {
    return written;
  }
}
