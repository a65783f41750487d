package org.scepter.issuing.elsewhere;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.scepter.issuing.elsewhere.revocation.RevocationOrder;
import org.scepter.issuing.elsewhere.revocation.RevocationOrderBook;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.SettingsReader;
import org.scepter.platform.UnusableHomeException;

/** How the other CA stands, for whoever looks after this one. */
@ApplicationScoped
public class OtherCaHealth {
  private final PlatformSettings platform;
  private final SettingsReader reader;
  private final OtherCa otherCa;
  private final OrderBook book;
  private final RevocationOrderBook revocations;
  private final Clock clock;

  OtherCaHealth() {
    this.platform = null;
    this.reader = null;
    this.otherCa = null;
    this.book = null;
    this.revocations = null;
    this.clock = null;
  }

  @Inject
  public OtherCaHealth(
      PlatformSettings platform,
      SettingsReader reader,
      OtherCa otherCa,
      OrderBook book,
      RevocationOrderBook revocations,
      Clock clock) {
    this.revocations = revocations;
    this.clock = clock;
    this.platform = platform;
    this.reader = reader;
    this.otherCa = otherCa;
    this.book = book;
  }

  /** Whether there is another CA. */
  public boolean isThere() {
    return platform.has(NodeRole.CA) && ElsewhereStart.isElsewhere(reader);
  }

  /** What keeps it from issuing, a line each; asks it. */
  public List<String> faults() {
    if (!isThere()) {
      return List.of();
    }
    try {
      List<String> faults = new ArrayList<>();
      otherCa
          .authority()
          .faults()
          .forEach(each -> faults.add("The CA elsewhere (" + name() + "): " + each));
      return faults;
    } catch (UnusableHomeException e) {
      return List.of("The CA elsewhere: " + e.getMessage());
    }
  }

  /** How many requests there are of which nobody knows whether the other CA has issued. */
  public long unclear() {
    return isThere() ? book.unclear() : 0;
  }

  /** Whether it is told of revocations. */
  public boolean revokes() {
    return isThere() && otherCa.authority().revokes();
  }

  /** Revocations that it has not made, by why. */
  public Map<RevocationOrder.State, Long> revocations() {
    return isThere() ? revocations.unsettled(clock.instant()) : Map.of();
  }

  /** What it is and where. */
  public String name() {
    return otherCa.settings().backend() + " at " + otherCa.settings().url();
  }
}
