package org.scepter.pki;

/** The name of a certificate template: ASCII, as Microsoft's clients require. */
public record TemplateName(String value) {
  public TemplateName {
    if (!value.matches("[A-Za-z0-9][A-Za-z0-9 ._()-]{0,63}")) {
      throw new IllegalArgumentException(
          "a template name has 1 to 64 ASCII letters, digits, blanks and ._()-");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
