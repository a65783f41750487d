package org.scepter.testing.clients;

import java.security.cert.X509Certificate;
import org.scepter.testing.Policy;

/** A SCEP client on a device of its own; it keeps its keys and certificates in between. */
public interface Client {
  /** Enrols with a policy's challenge; told to wait, it asks again in its own way. */
  X509Certificate enrol(Policy policy);

  /** Renews what it enrolled last, without a challenge, as soon as it is asked to. */
  X509Certificate renew(Policy policy);
}
