package org.scepter.platform;

import jakarta.enterprise.context.RequestScoped;

/**
 * Where the request in hand came from and who makes it, for the audit. Outside a request it is the
 * system itself.
 */
@RequestScoped
public class RequestFacts {
  private Listener listener = Listener.NONE;
  private ClientAddress address = new ClientAddress("", true);
  private Caller caller = Caller.SYSTEM;

  /** Set once by the first filter. */
  public void arrived(Listener on, ClientAddress from) {
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

  /** The client's IP address, the nearest known if it is not; empty outside a request. */
  public String address() {
    return address.text();
  }

  /** Whether {@link #address()} is the client's. */
  public boolean isAddressKnown() {
    return address.isKnown();
  }

  public Caller caller() {
    return caller;
  }
}
