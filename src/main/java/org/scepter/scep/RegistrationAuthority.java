package org.scepter.scep;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.scepter.enrolment.CaGeneration;
import org.scepter.enrolment.IssuingAuthority;
import org.scepter.pki.Der;
import org.scepter.pki.UnreadableException;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.StartStep;
import org.scepter.platform.UnusableHomeException;
import org.scepter.platform.ra.RaSet;
import org.scepter.scep.endpoint.Endpoint;
import org.scepter.scep.endpoint.ScepSettings;
import org.scepter.scep.protocol.ScepRequest;

/**
 * The registration authority at work: opens requests with the key set that their envelope names. A
 * set that comes into the home is read within seconds, and the one that devices are told of changes
 * when its time comes, both without a restart.
 */
@ApplicationScoped
public class RegistrationAuthority implements StartStep {
  // A set that the CA needs and the home lacks is on its way.
  private static final Duration RETRY = Duration.ofMinutes(1);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  private final PlatformSettings platform;
  private final ScepSettings settings;
  private final RaKeyFiles files;
  private final IssuingAuthority issuingAuthority;
  private final Clock clock;

  private final Set<RaSet> unusable = new HashSet<>();
  private volatile RaGenerations generations;
  private volatile Instant lookedAt = Instant.EPOCH;
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
    return serving.holds(known, now) && hasLooked(now) ? serving : renewed(known, now);
  }

  private boolean hasLooked(Instant now) {
    return !now.isBefore(lookedAt) && now.isBefore(lookedAt.plus(LOOK_EVERY));
  }

  private synchronized RaGenerations renewed(List<CaGeneration> known, Instant now) {
    boolean isOver = !generations.holds(known, now);
    Map<Integer, RaKeySet> sets = isOver || !hasLooked(now) ? looked(now) : generations.sets();
    if (isOver || !sets.keySet().equals(generations.sets().keySet())) {
      generations =
          new RaGenerations(known, sets, now, now.plus(RETRY), settings, files.provider());
      generations.withoutSet().forEach(OperationLog::noRaKeys);
    }
    return generations;
  }

  /** What was read stays; a number stands for one set for ever. */
  private Map<Integer, RaKeySet> looked(Instant now) {
    lookedAt = now;
    Map<Integer, RaKeySet> sets = new TreeMap<>(generations.sets());
    try {
      for (RaSet each : files.present()) {
        if (!sets.containsKey(each.number())) {
          read(each).ifPresent(set -> sets.put(set.number(), set));
        }
      }
    } catch (UnusableHomeException e) {
      OperationLog.unusableRaKeys(e);
    }
    return sets;
  }

  private Optional<RaKeySet> read(RaSet set) {
    try {
      RaKeySet read = files.read(set);
      unusable.remove(set);
      return Optional.of(read);
    } catch (UnusableHomeException e) {
      if (unusable.add(set)) {
        OperationLog.unusableRaKeys(e);
      }
      return Optional.empty();
    }
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
