package org.scepter.scep;

/**
 * What an administrator of NDES knows by number from the Windows event log, and by name where
 * Microsoft publishes one; the words are ours. 6, of the password page, is the registration point's
 * to log. Some cannot be met: 4, NDES does not fail to stop; 8, which says what 17 says; 49, no
 * password is stored; 53, the policy module is part of the server.
 */
enum NdesEvent {
  STARTED(1, "NDES has started"),
  EVENT_MSCEP_FAILED_TO_LOAD(2, "NDES does not start"),
  STOPPED(3, "NDES has stopped"),
  NO_CA_CERTIFICATES(7, "the CA's certificates cannot be given out"),
  EVENT_MSCEP_FAILED_RA_CERT(10, "the RA's certificates cannot be fetched"),
  EVENT_MSCEP_FAIL_TO_DECODE(16, "the message cannot be decoded"),
  EVENT_MSCEP_FAIL_TO_RETRIEVE_INFO(17, "the CA cannot be asked about itself"),
  EVENT_MSCEP_FAIL_TO_DECRYPT_INNER(18, "the enveloped request cannot be opened"),
  EVENT_MSCEP_NO_PASSWORD(28, "the request carries no challenge password"),
  EVENT_MSCEP_INVALID_PASSWORD(
      29, "the challenge password, or what stands in its place, does not authorise this request"),
  EVENT_MSCEP_FAIL_SUBMIT(31, "the request could not be submitted, or the CA declined it");

  private static final String PUBLISHED = "EVENT_";

  private final int number;
  private final String meaning;

  NdesEvent(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  int number() {
    return number;
  }

  /** {@code event 29 EVENT_MSCEP_INVALID_PASSWORD: …}, as it stands in the log. */
  String text() {
    return "event " + number + (name().startsWith(PUBLISHED) ? " " + name() : "") + ": " + meaning;
  }
}
