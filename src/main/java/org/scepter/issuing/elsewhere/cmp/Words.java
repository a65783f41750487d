package org.scepter.issuing.elsewhere.cmp;

import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.bouncycastle.asn1.cmp.PKIStatusInfo;

/** What a CA says of itself: in words as they may stand in a log, and in bits. */
final class Words {
  private static final int MAX = 200;

  private Words() {}

  /** The bits of {@link PKIFailureInfo}; none if it does not say why. */
  static int failure(PKIStatusInfo status) {
    return status.getFailInfo() == null
        ? 0
        : new PKIFailureInfo((DERBitString) status.getFailInfo()).intValue();
  }

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
