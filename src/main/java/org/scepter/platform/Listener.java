package org.scepter.platform;

/** The server's listeners, told apart by the local port of the socket and nothing that is sent. */
public enum Listener {
  /** Plain HTTP, public. */
  HTTP,
  /** HTTPS, public, never asks for a client certificate. */
  HTTPS,
  /** HTTPS, internal, asks for a client certificate. */
  INTERNAL,
  /** No listener: a timer, start-up, or a port that no setting names. */
  NONE
}
