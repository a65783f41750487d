package org.scepter.platform;

import jakarta.enterprise.context.RequestScoped;

/**
 * Where the request in hand came from and who makes it, for the audit. Outside a request it is the
 * system itself.
 */
@RequestScoped
public class RequestFacts {
  private Listener listener = Listener.NONE;
  private String address = "";
  private Caller caller = Caller.SYSTEM;

  /** Set once by the first filter, from the socket. */
  public void arrived(Listener on, String from) {
    this.listener = on;
    this.address = from;
    this.caller = Caller.ANYONE;
  }

  public void recognised(Caller as) {
    this.caller = as;
  }

  public Listener listener() {
    return listener;
  }

  /** The peer's IP address, empty outside a request. */
  public String address() {
    return address;
  }

  public Caller caller() {
    return caller;
  }
}
