package org.scepter.testing.outside;

/** How a server can fail to answer. */
public enum Trouble {
  /** Says nothing for a minute. */
  SILENCE,
  /** Begins its answer and then sends a byte now and then. */
  DRIP,
  /** Closes the connection in the middle of its answer. */
  CUT,
  STATUS_400,
  STATUS_401,
  STATUS_403,
  STATUS_404,
  STATUS_429,
  STATUS_500,
  STATUS_503,
  /** Points to another server, which nobody should believe. */
  REDIRECT,
  /** The right answer under another media type. */
  WRONG_MEDIA_TYPE,
  /** Half of a JSON object. */
  MALFORMED,
  /** JSON, but a list. */
  NOT_AN_OBJECT,
  /** An object that says nothing. */
  EMPTY_OBJECT,
  /** No body at all. */
  EMPTY,
  /** The right answer behind some mebibytes. */
  HUGE,
  /** The same name twice: yes and no. */
  AMBIGUOUS
}
