package org.scepter.testing.elsewhere;

/** What a CA elsewhere does instead of answering as it should, once. */
public enum Trouble {
  /** Takes the request, says nothing for a minute. */
  SILENCE,
  /** Issues, and hangs up before it has answered. */
  ISSUED_AND_CUT,
  /** Sends a byte at a time. */
  DRIP,
  /** Answers with eight megabytes. */
  HUGE,
  STATUS_400,
  STATUS_401,
  STATUS_404,
  STATUS_500,
  STATUS_503,
  REDIRECT,
  /** Has taken the request and not decided; retry after a second. */
  WAITING,
  /** Answers 200 with HTML. */
  HTML,
  /** Answers with the right media type and no message of it. */
  GARBAGE
}
