package org.scepter.profile;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.scepter.platform.JsonFields;
import org.scepter.platform.Page;
import org.scepter.platform.Problem;
import org.scepter.platform.Reporter;
import org.scepter.platform.Result;
import org.scepter.profile.store.ScepProfileStore;
import org.scepter.profile.store.TrustedRootStore;

/** Makes, shows and removes SCEP profiles. */
@ApplicationScoped
public class Profiles {
  private final ScepProfileStore store;
  private final TrustedRootStore roots;
  private final Instance<PublishedTemplates> templates;
  private final ProfileSurroundings surroundings;
  private final Reporter reporter;

  Profiles() {
    this(null, null, null, null, null);
  }

  @Inject
  public Profiles(
      ScepProfileStore store,
      TrustedRootStore roots,
      Instance<PublishedTemplates> templates,
      ProfileSurroundings surroundings,
      Reporter reporter) {
    this.store = store;
    this.roots = roots;
    this.templates = templates;
    this.surroundings = surroundings;
    this.reporter = reporter;
  }

  @Transactional
  public Result<ScepProfile> create(Result<JsonFields> body) {
    ScepProfileRules rules =
        new ScepProfileRules(
            templates.get(), surroundings.caller(), surroundings.challengeLifetime());
    Result<ScepProfile> made =
        body.then(fields -> rules.validate(fields, name -> roots.find(name).isPresent()))
            .then(
                profile ->
                    store.add(profile)
                        ? Result.of(profile)
                        : Result.refused(
                            Problem.conflict(
                                "Name taken",
                                "There is a SCEP profile " + profile.name() + " already.")));
    String object = made.fold(problem -> "scep-profile:", profile -> named(profile.name()));
    return reporter.report("scep-profile.create", object, made).map(surroundings::reachable);
  }

  private static String named(String name) {
    return "scep-profile:" + name;
  }

  @Transactional
  public Optional<ScepProfile> find(String name) {
    return store.find(name).map(surroundings::reachable);
  }

  /** As {@link #find}, and nobody removes it before the caller's transaction ends. */
  @Transactional(Transactional.TxType.MANDATORY)
  public Optional<ScepProfile> hold(String name) {
    return store.hold(name).map(surroundings::reachable);
  }

  /** Those of {@code names} that exist, by name. */
  @Transactional
  public List<ScepProfile> all(Collection<String> names) {
    return surroundings.reachable(store.all(names));
  }

  @Transactional
  public Page.Items<ScepProfile> list(Page page) {
    Page.Items<ScepProfile> found = store.list(page);
    return new Page.Items<>(surroundings.reachable(found.items()), found.next());
  }

  /** Removes a profile that no deployment names. */
  @Transactional
  public Result<Boolean> remove(String name) {
    if (store.hold(name).isEmpty()) {
      return Result.refused(Problem.notFound("SCEP profile"));
    }
    Result<Boolean> removed =
        store.remove(name)
            ? Result.of(true)
            : Result.refused(Problem.conflict("In use", "The profile is deployed."));
    return reporter.report("scep-profile.delete", named(name), removed);
  }
}
