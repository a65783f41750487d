package org.scepter.scep.endpoint;

/** What GetCACaps says of all that an endpoint takes. */
public enum Advertisement {
  /** All of it. */
  ALL,
  /**
   * What NDES 2008 R2 says (with its update that brought GetCACaps at all): no POST, no AES.
   * Devices of its time that read further stumble over keywords that they do not know.
   */
  MSCEP_2008
}
