package org.scepter.device;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.scepter.device.store.CollectionStore;
import org.scepter.device.store.DeviceStore;
import org.scepter.platform.JsonFields;
import org.scepter.platform.Page;
import org.scepter.platform.Problem;
import org.scepter.platform.Reporter;
import org.scepter.platform.Result;

/** Makes, shows and changes collections of devices. */
@ApplicationScoped
public class Collections {
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9 ._()-]{0,63}";

  private final CollectionStore store;
  private final DeviceStore devices;
  private final Targets targets;
  private final Clock clock;
  private final Reporter reporter;

  Collections() {
    this(null, null, null, null, null);
  }

  @Inject
  public Collections(
      CollectionStore store, DeviceStore devices, Targets targets, Clock clock, Reporter reporter) {
    this.store = store;
    this.devices = devices;
    this.targets = targets;
    this.clock = clock;
    this.reporter = reporter;
  }

  /** A collection as written. */
  private record NewCollection(String name, Set<String> devices) {}

  /** Makes a collection; its name, if it could be made. */
  @Transactional
  public Result<String> create(Result<JsonFields> body) {
    Result<String> made = body.then(this::validate).then(this::add);
    String object = made.fold(problem -> "collection:", Collections::named);
    return reporter.report("collection.create", object, made);
  }

  private Result<NewCollection> validate(JsonFields fields) {
    String name = fields.text("name").orElse("");
    if (!name.matches(NAME)) {
      fields.fault(
          "name",
          "must have 1 to 64 ASCII letters, digits, blanks and ._()-, beginning with a letter or"
              + " digit");
    }
    List<String> members = fields.texts("devices").orElse(List.of());
    for (int i = 0; i < members.size(); i++) {
      if (!members.get(i).matches(Device.NAME) || devices.hold(members.get(i)).isEmpty()) {
        fields.fault("devices[" + i + "]", "must name a device that exists");
      }
    }
    return fields.orFaults(() -> new NewCollection(name, new LinkedHashSet<>(members)));
  }

  private Result<String> add(NewCollection collection) {
    if (!store.add(collection.name(), clock.instant())) {
      return Result.refused(
          Problem.conflict(
              "Name taken", "There is a collection " + collection.name() + " already."));
    }
    collection.devices().forEach(device -> store.addMember(collection.name(), device));
    return Result.of(collection.name());
  }

  /** The members of a collection, or empty if there is no such collection. */
  @Transactional
  public Optional<Page.Items<String>> members(String name, Page page) {
    return store.hold(name) ? Optional.of(store.members(name, page)) : Optional.empty();
  }

  @Transactional
  public Page.Items<String> list(Page page) {
    return store.list(page);
  }

  /** Puts a device into a collection, where it may be already. */
  @Transactional
  public Result<Boolean> addMember(String name, String device) {
    if (!store.hold(name)) {
      return Result.refused(Problem.notFound("collection"));
    }
    if (devices.hold(device).isEmpty()) {
      return Result.refused(Problem.notFound("device"));
    }
    store.addMember(name, device);
    return reporter.report("collection.add", member(name, device), Result.of(true));
  }

  /** Takes a device out; what it gets by no other collection is withdrawn. */
  @Transactional
  public Result<Boolean> removeMember(String name, String device) {
    if (devices.hold(device).isEmpty() || !store.removeMember(name, device)) {
      return Result.refused(Problem.notFound("member of that collection"));
    }
    targets.withdrawFormer(device, "removed from collection " + name);
    return reporter.report("collection.remove", member(name, device), Result.of(true));
  }

  /** Removes a collection to which nothing is deployed. */
  @Transactional
  public Result<Boolean> remove(String name) {
    if (!store.hold(name)) {
      return Result.refused(Problem.notFound("collection"));
    }
    Result<Boolean> removed =
        store.remove(name)
            ? Result.of(true)
            : Result.refused(Problem.conflict("In use", "Profiles are deployed to it."));
    return reporter.report("collection.delete", named(name), removed);
  }

  private static String named(String name) {
    return "collection:" + name;
  }

  private static String member(String name, String device) {
    return named(name) + " device:" + device;
  }
}
