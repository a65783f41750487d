package org.scepter.device;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scepter.device.store.CollectionStore;
import org.scepter.device.store.DeviceStore;
import org.scepter.platform.Happening;
import org.scepter.platform.Page;
import org.scepter.platform.Reporter;
import org.scepter.registrationpoint.IssuedChallenge;

/**
 * Hands an administrator the challenges of many devices at once, for devices that do not check in
 * themselves.
 */
@ApplicationScoped
public class Handout {
  private final CollectionStore collections;
  private final DeviceStore devices;
  private final CheckIn checkIn;
  private final Reporter reporter;

  Handout() {
    this(null, null, null, null);
  }

  @Inject
  public Handout(
      CollectionStore collections, DeviceStore devices, CheckIn checkIn, Reporter reporter) {
    this.collections = collections;
    this.devices = devices;
    this.checkIn = checkIn;
    this.reporter = reporter;
  }

  /** A device and the challenge that it has now. */
  record Given(String device, IssuedChallenge challenge) {}

  /**
   * A new challenge of the profile for each device of the page of the collection that would get one
   * at its check-in; others are left out. Empty if there is no such collection.
   */
  @Transactional
  public Optional<Page.Items<Given>> hand(String collection, String profile, Page page) {
    if (!collections.hold(collection)) {
      return Optional.empty();
    }
    Page.Items<String> members = collections.members(collection, page);
    List<Given> given = new ArrayList<>();
    for (String member : members.items()) {
      devices
          .hold(member)
          .flatMap(device -> checkIn.challengeOf(device, profile))
          .ifPresent(challenge -> given.add(new Given(member, challenge)));
    }
    reporter.report(
        new Happening(
            "challenge.hand-out",
            "collection:" + collection,
            Happening.Outcome.DONE,
            given.size() + " of " + members.items().size() + " devices, profile " + profile,
            ""));
    return Optional.of(new Page.Items<>(given, members.next()));
  }
}
