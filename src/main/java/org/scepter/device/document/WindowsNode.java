package org.scepter.device.document;

import java.util.Objects;

/**
 * One node of the tree that a Windows device is managed by.
 *
 * @param uri its OMA-URI
 * @param format how {@code value} is written
 */
record WindowsNode(String uri, Format format, String value) {
  /** How a value is written. */
  enum Format {
    CHR("chr", "String"),
    INT("int", "Integer"),
    B64("b64", "Base64 (file)"),
    /** Executed, not set. */
    EXEC("null", "Exec");

    private final String text;
    private final String shown;

    Format(String text, String shown) {
      this.text = text;
      this.shown = shown;
    }

    /** In SyncML's Format element. */
    String text() {
      return text;
    }

    /** As consoles of MDMs name it. */
    String shown() {
      return shown;
    }
  }

  WindowsNode {
    Objects.requireNonNull(uri);
    Objects.requireNonNull(format);
    Objects.requireNonNull(value);
  }
}
