package org.scepter.device;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.scepter.device.store.DeviceStore;
import org.scepter.platform.JsonFields;
import org.scepter.platform.Page;
import org.scepter.platform.Problem;
import org.scepter.platform.Reporter;
import org.scepter.platform.Result;

/** Makes, shows and retires devices. */
@ApplicationScoped
public class Devices {
  private final DeviceStore store;
  private final DeviceTokens tokens;
  private final Targets targets;
  private final Retirement retirement;
  private final Reporter reporter;

  Devices() {
    this(null, null, null, null, null);
  }

  @Inject
  public Devices(
      DeviceStore store,
      DeviceTokens tokens,
      Targets targets,
      Retirement retirement,
      Reporter reporter) {
    this.store = store;
    this.tokens = tokens;
    this.targets = targets;
    this.retirement = retirement;
    this.reporter = reporter;
  }

  /** A device that was just made, with its token. */
  public record Created(Device device, NewToken token) {}

  /**
   * A device and how far it is with its profiles.
   *
   * @param targets the profiles that it gets now
   * @param states of those and of former ones
   */
  public record Overview(Device device, Set<String> targets, List<ProfileState> states) {
    public Overview {
      targets = new TreeSet<>(targets);
      states = List.copyOf(states);
    }
  }

  @Transactional
  public Result<Created> create(Result<JsonFields> body) {
    Result<Created> made = body.then(DeviceRules::validate).then(this::add);
    String object = made.fold(problem -> "device:", created -> named(created.device().name()));
    return reporter.report("device.create", object, made);
  }

  private Result<Created> add(DeviceRules.NewDevice written) {
    NewToken token = tokens.make();
    Device device =
        new Device(
            written.name(),
            written.platform(),
            written.attributes(),
            token.expiresAt(),
            tokens.now(),
            Optional.empty());
    return store.add(device, tokens.mac(token))
        ? Result.of(new Created(device, token))
        : Result.refused(
            Problem.conflict("Name taken", "There is a device " + device.name() + " already."));
  }

  /** Gives the device a new token; the old one is refused from now on. */
  @Transactional
  public Result<NewToken> replaceToken(String name) {
    NewToken token = tokens.make();
    if (!store.replaceToken(name, tokens.mac(token), token.expiresAt())) {
      return Result.refused(Problem.notFound("device"));
    }
    return reporter.report("device.token", named(name), Result.of(token));
  }

  @Transactional
  public Optional<Overview> find(String name) {
    return store
        .find(name)
        .map(device -> new Overview(device, targets.of(name), targets.states(name)));
  }

  @Transactional
  public Page.Items<Device> list(Page page) {
    return store.list(page);
  }

  /**
   * Retires the device: its token and its unused challenges count no longer, nor do its
   * certificates where a setting says so.
   */
  @Transactional
  public Result<Boolean> retire(String name) {
    if (store.hold(name).isEmpty()) {
      return Result.refused(Problem.notFound("device"));
    }
    targets.withdrawAll(name, "device retired");
    retirement.retired(name);
    store.remove(name);
    return reporter.report("device.retire", named(name), Result.of(true));
  }

  private static String named(String name) {
    return "device:" + name;
  }
}
