package org.scepter.testing.scep;

/** The numbers of failInfo (RFC 8894 §3.2.1.4). */
public final class FailInfo {
  public static final int BAD_ALG = 0;
  public static final int BAD_MESSAGE_CHECK = 1;
  public static final int BAD_REQUEST = 2;
  public static final int BAD_TIME = 3;
  public static final int BAD_CERT_ID = 4;

  private FailInfo() {}
}
