package org.scepter.issuing.elsewhere.cmp;

import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.cert.cmp.CMPException;
import org.bouncycastle.cert.cmp.ProtectedPKIMessage;
import org.bouncycastle.cert.cmp.ProtectedPKIMessageBuilder;

/** Shows whose a message is, and sees whose another one is (RFC 9810 §5.1.3). */
interface Protecting {
  /** By which the CA knows the sender. */
  GeneralName sender();

  /** Protects what was built. */
  ProtectedPKIMessage protect(ProtectedPKIMessageBuilder message) throws CMPException;

  /** Whether the CA has protected an answer. */
  boolean isOfTheCa(ProtectedPKIMessage answer);
}
