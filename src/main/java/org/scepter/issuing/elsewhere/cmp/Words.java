package org.scepter.issuing.elsewhere.cmp;

import org.bouncycastle.asn1.cmp.PKIStatusInfo;

/** What a CA says in words, as it may stand in a log. */
final class Words {
  private static final int MAX = 200;

  private Words() {}

  static String of(PKIStatusInfo status) {
    if (status.getStatusString() == null || status.getStatusString().size() == 0) {
      return "";
    }
    String text =
        status
            .getStatusString()
            .getStringAtUTF8(0)
            .getString()
            .replaceAll("[^ -~]", " ")
            .replaceAll("[A-Za-z0-9+/=_-]{40,}", "***");
    return ": " + text.substring(0, Math.min(MAX, text.length()));
  }
}
