package org.scepter.joining.keys;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.Provider;
import java.security.SecureRandom;
import org.scepter.issuing.succession.KeySets;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.peer.NodeIdentity;
import org.scepter.registrationpoint.node.NodeRegistrations;

/**
 * What a server inside does with the RA's key sets again and again: takes into the book what was
 * made in its home, takes into its home what another server inside has made, and seals all of it to
 * whoever may ask.
 */
@ApplicationScoped
public class KeyDistribution {
  private final KeySets sets;
  private final KeyHandout handout;
  private final NodeRegistrations registrations;
  private final ScepterHome home;
  private final KeyInbox inbox;

  KeyDistribution() {
    this.sets = null;
    this.handout = null;
    this.registrations = null;
    this.home = null;
    this.inbox = null;
  }

  @Inject
  public KeyDistribution(
      KeySets sets,
      KeyHandout handout,
      NodeRegistrations registrations,
      ScepterHome home,
      Provider provider) {
    this.sets = sets;
    this.handout = handout;
    this.registrations = registrations;
    this.home = home;
    this.inbox = new KeyInbox(home, provider, new SecureRandom());
  }

  void run() {
    sets.take();
    inbox.take(handout.sealedByOthers(inbox.known(), () -> home.key(NodeIdentity.KEY)));
    handout.seal(registrations.keyHolders());
  }
}
