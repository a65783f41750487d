package org.scepter.command;

import java.util.Locale;
import org.scepter.issuing.Generation;

/** The keys of a home that a token may keep. Those that decrypt or serve TLS stay in files. */
enum TokenKeys {
  /** The issuing CAs'. */
  CA("ca/" + Generation.name(1)),
  /** The RA's that sign answers. */
  RA("ra/signing"),
  /** That of the registration point. */
  CRP("crp/authorisation"),
  /** All others. */
  NONE("");

  private final String file;

  TokenKeys(String file) {
    this.file = file;
  }

  /** The one to which a key store's file belongs, relative to the home, without suffix. */
  static TokenKeys of(String file) {
    for (TokenKeys each : values()) {
      if (each != NONE && file.matches(each.file + "(-[0-9]+)?")) {
        return each;
      }
    }
    return NONE;
  }

  String written() {
    return name().toLowerCase(Locale.ROOT);
  }
}
