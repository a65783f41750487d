package org.scepter.device;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;
import org.scepter.device.store.CollectionStore;
import org.scepter.device.store.DeploymentStore;
import org.scepter.platform.JsonFields;
import org.scepter.platform.Page;
import org.scepter.platform.Problem;
import org.scepter.platform.Reporter;
import org.scepter.platform.Result;
import org.scepter.profile.Profiles;

/** Deploys SCEP profiles, each with its trusted root, to collections, and takes them back. */
@ApplicationScoped
public class Deployments {
  private final DeploymentStore store;
  private final CollectionStore collections;
  private final Profiles profiles;
  private final Targets targets;
  private final Reporter reporter;

  Deployments() {
    this(null, null, null, null, null);
  }

  @Inject
  public Deployments(
      DeploymentStore store,
      CollectionStore collections,
      Profiles profiles,
      Targets targets,
      Reporter reporter) {
    this.store = store;
    this.collections = collections;
    this.profiles = profiles;
    this.targets = targets;
    this.reporter = reporter;
  }

  @Transactional
  public Result<Deployment> create(Result<JsonFields> body) {
    Result<Deployment> made = body.then(this::validate).then(this::add);
    String object = made.fold(problem -> "deployment:", Deployments::named);
    return reporter.report("deployment.create", object, made);
  }

  private Result<Deployment> validate(JsonFields fields) {
    String collection = fields.text("collection").orElse("");
    if (collection.isEmpty() || !collections.hold(collection)) {
      fields.fault("collection", "must name a collection that exists");
    }
    String profile = fields.text("scepProfile").orElse("");
    if (profile.isEmpty() || profiles.hold(profile).isEmpty()) {
      fields.fault("scepProfile", "must name a SCEP profile that exists");
    }
    return fields.orFaults(
        () ->
            new Deployment(
                UUID.randomUUID().toString().replace("-", ""), collection, profile, targets.now()));
  }

  private Result<Deployment> add(Deployment deployment) {
    return store.add(deployment)
        ? Result.of(deployment)
        : Result.refused(
            Problem.conflict("Deployed already", "The collection has that profile already."));
  }

  @Transactional
  public Optional<Deployment> find(String id) {
    return store.find(id);
  }

  @Transactional
  public Page.Items<Deployment> list(Page page) {
    return store.list(page);
  }

  /** Takes a deployment back; unused challenges of devices that it alone served end with it. */
  @Transactional
  public Result<Boolean> remove(String id) {
    Optional<Deployment> deployment = store.find(id);
    if (deployment.isEmpty()) {
      return Result.refused(Problem.notFound("deployment"));
    }
    store.remove(id);
    targets.withdrawFromFormer(deployment.get().scepProfile(), "profile undeployed");
    return reporter.report("deployment.delete", named(deployment.get()), Result.of(true));
  }

  private static String named(Deployment deployment) {
    return "deployment:" + deployment.collection() + " " + deployment.scepProfile();
  }
}
