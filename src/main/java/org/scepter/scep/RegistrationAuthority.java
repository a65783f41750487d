package org.scepter.scep;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.scepter.enrolment.CaGeneration;
import org.scepter.enrolment.IssuingAuthority;
import org.scepter.pki.Der;
import org.scepter.pki.UnreadableException;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.StartStep;
import org.scepter.platform.UnusableHomeException;
import org.scepter.scep.endpoint.Endpoint;
import org.scepter.scep.endpoint.ScepSettings;
import org.scepter.scep.protocol.ScepRequest;

/**
 * The registration authority at work: opens requests with the key set that their envelope names. A
 * set that the CA's generations bring is read when they first name it, and the one in use changes
 * when its time comes, both without a restart.
 */
@ApplicationScoped
public class RegistrationAuthority implements StartStep {
  // A set that the CA names and the home lacks is on its way by an operator's hand.
  private static final Duration RETRY = Duration.ofMinutes(1);

  private final PlatformSettings platform;
  private final ScepSettings settings;
  private final RaKeyFiles files;
  private final IssuingAuthority issuingAuthority;
  private final Clock clock;

  private volatile RaGenerations generations;
  private volatile boolean caAway;

  RegistrationAuthority() {
    this(null, null, null, null, null);
  }

  @Inject
  public RegistrationAuthority(
      PlatformSettings platform,
      ScepSettings settings,
      RaKeyFiles files,
      IssuingAuthority issuingAuthority,
      Clock clock) {
    this.platform = platform;
    this.settings = settings;
    this.files = files;
    this.issuingAuthority = issuingAuthority;
    this.clock = clock;
  }

  @Override
  public int order() {
    return DATA;
  }

  @Override
  public void start() {
    if (!platform.has(NodeRole.NDES)) {
      return;
    }
    Instant now = clock.instant();
    try {
      generations =
          new RaGenerations(
              List.of(), files.all(), now, now.plus(RETRY), settings, files.provider());
    } catch (UnusableHomeException e) {
      OperationLog.notStarted(e);
      throw e;
    }
  }

  /** What serves now. The last that was known serves while the CA cannot be asked. */
  RaGenerations generations() {
    List<CaGeneration> known;
    try {
      known = issuingAuthority.generations();
      caAway = false;
    } catch (RuntimeException e) {
      if (!caAway) {
        caAway = true;
        OperationLog.caAway(e);
      }
      known = generations.generations();
    }
    Instant now = clock.instant();
    RaGenerations serving = generations;
    return serving.holds(known, now) ? serving : renewed(known, now);
  }

  private synchronized RaGenerations renewed(List<CaGeneration> known, Instant now) {
    if (!generations.holds(known, now)) {
      Map<Integer, RaKeySet> sets = new TreeMap<>(generations.sets());
      for (CaGeneration each : known) {
        if (now.isBefore(each.retiresAt()) && !sets.containsKey(each.number())) {
          try {
            sets.put(each.number(), files.read(each.number()));
          } catch (UnusableHomeException e) {
            OperationLog.noRaKeys(each.number(), e);
          }
        }
      }
      generations =
          new RaGenerations(known, sets, now, now.plus(RETRY), settings, files.provider());
    }
    return generations;
  }

  /**
   * Reads, verifies and opens a message by the endpoint's policy.
   *
   * @throws UnreadableException if nobody can be answered
   */
  OpenedMessage read(Endpoint endpoint, byte[] message) throws UnreadableException {
    RaGenerations serving = generations();
    ScepRequest request = serving.reader(endpoint.name()).read(message, clock.instant());
    RaKeySet set = request.addressee().flatMap(serving::owner).orElse(serving.currentSet());
    return new OpenedMessage(request, set, serving.of(set).map(CaGeneration::thumbprint));
  }

  /**
   * Reads again what was read before and has been kept.
   *
   * @throws UnreadableException as {@link #read}
   */
  ScepRequest reopen(Endpoint endpoint, Der message) throws UnreadableException {
    return generations().reader(endpoint.name()).reopen(message.bytes());
  }
}
