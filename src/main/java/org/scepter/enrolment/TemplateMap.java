package org.scepter.enrolment;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.TemplateName;

/**
 * NDES's three registry values: the template for each key usage (0x80 SignatureTemplate, 0x20
 * EncryptionTemplate, 0xA0 GeneralPurposeTemplate).
 */
public record TemplateMap(
    TemplateName signature, TemplateName encryption, TemplateName generalPurpose) {
  public TemplateMap {
    Objects.requireNonNull(signature);
    Objects.requireNonNull(encryption);
    Objects.requireNonNull(generalPurpose);
  }

  /** One template, whatever the key usage. */
  public static TemplateMap only(TemplateName template) {
    return new TemplateMap(template, template, template);
  }

  /** Whether some key usage selects the template. */
  public boolean has(TemplateName template) {
    return template.equals(signature)
        || template.equals(encryption)
        || template.equals(generalPurpose);
  }

  /**
   * The template that a request's key usage selects; without the extension, the general purpose
   * one.
   *
   * @return empty for any key usage but 0x20, 0x80 and 0xA0
   */
  public Optional<TemplateName> choose(OptionalInt keyUsage) {
    if (keyUsage.isEmpty()) {
      return Optional.of(generalPurpose);
    }
    for (KeyUsageMask mask : KeyUsageMask.values()) {
      if (mask.bits() == keyUsage.getAsInt()) {
        return Optional.of(of(mask));
      }
    }
    return Optional.empty();
  }

  private TemplateName of(KeyUsageMask mask) {
    return switch (mask) {
      case SIGNATURE -> signature;
      case ENCRYPTION -> encryption;
      case GENERAL_PURPOSE -> generalPurpose;
    };
  }
}
