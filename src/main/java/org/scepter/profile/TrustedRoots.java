package org.scepter.profile;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.scepter.platform.JsonFields;
import org.scepter.platform.Page;
import org.scepter.platform.Problem;
import org.scepter.platform.Reporter;
import org.scepter.platform.Result;
import org.scepter.profile.store.TrustedRootStore;

/** Makes, shows and removes trusted-root profiles. */
@ApplicationScoped
public class TrustedRoots {
  private final TrustedRootStore store;
  private final Instance<OwnRoot> ownRoot;
  private final Provider provider;
  private final Reporter reporter;

  /** The root above the CA that issues to devices, for profiles that bring none. */
  @FunctionalInterface
  public interface OwnRoot {
    X509Certificate certificate();
  }

  TrustedRoots() {
    this(null, null, null, null);
  }

  @Inject
  public TrustedRoots(
      TrustedRootStore store, Instance<OwnRoot> ownRoot, Provider provider, Reporter reporter) {
    this.store = store;
    this.ownRoot = ownRoot;
    this.provider = provider;
    this.reporter = reporter;
  }

  @Transactional
  public Result<TrustedRoot> create(Result<JsonFields> body) {
    TrustedRootRules rules = new TrustedRootRules(provider, () -> ownRoot.get().certificate());
    Result<TrustedRoot> made =
        body.then(rules::validate)
            .then(root -> store.add(root) ? Result.of(root) : Result.refused(taken(root.name())));
    String object = made.fold(problem -> "trusted-root-profile:", root -> named(root.name()));
    return reporter.report("trusted-root-profile.create", object, made);
  }

  private static Problem taken(String name) {
    return Problem.conflict("Name taken", "There is a trusted-root profile " + name + " already.");
  }

  private static String named(String name) {
    return "trusted-root-profile:" + name;
  }

  @Transactional
  public Optional<TrustedRoot> find(String name) {
    return store.find(name);
  }

  @Transactional
  public Page.Items<TrustedRoot> list(Page page) {
    return store.list(page);
  }

  @Transactional
  public Result<Boolean> remove(String name) {
    if (store.find(name).isEmpty()) {
      return Result.refused(Problem.notFound("trusted-root profile"));
    }
    Result<Boolean> removed =
        store.remove(name)
            ? Result.of(true)
            : Result.refused(Problem.conflict("In use", "A SCEP profile names this root."));
    return reporter.report("trusted-root-profile.delete", named(name), removed);
  }
}
