package org.scepter.registrationpoint.node;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.scepter.pki.Sha256;
import org.scepter.platform.Happening;
import org.scepter.platform.JsonFields;
import org.scepter.platform.Problem;
import org.scepter.platform.Reporter;
import org.scepter.platform.Result;
import org.scepter.registrationpoint.RegistrationPointSettings;
import org.scepter.registrationpoint.store.NdesServerStore;

/** What administrators do with NDES servers: register them, change them, end them. */
@ApplicationScoped
public class NdesServers {
  private static final String REGISTER = "node.register";
  private static final String CHANGE = "node.change";
  private static final String NODE = "node:";

  private final NodeRegistrations certificates;
  private final IssuerRegistrations issuers;
  private final NdesServerStore store;
  private final RegistrationPointSettings settings;
  private final Reporter reporter;

  NdesServers() {
    this(null, null, null, null, null);
  }

  @Inject
  public NdesServers(
      NodeRegistrations certificates,
      IssuerRegistrations issuers,
      NdesServerStore store,
      RegistrationPointSettings settings,
      Reporter reporter) {
    this.certificates = certificates;
    this.issuers = issuers;
    this.store = store;
    this.settings = settings;
    this.reporter = reporter;
  }

  /** All names that have or had a registration. */
  @Transactional
  public List<NdesServer> all() {
    Map<String, NdesTerms> terms = store.all();
    Set<String> without = store.withoutRaKeys();
    Map<String, Boolean> names = new TreeMap<>(certificates.names());
    issuers.all().forEach(each -> names.merge(each.name(), !each.ended(), Boolean::logicalOr));
    return names.entrySet().stream()
        .map(
            each ->
                new NdesServer(
                    each.getKey(),
                    terms.getOrDefault(each.getKey(), NdesTerms.ALL),
                    !without.contains(each.getKey()),
                    each.getValue()))
        .toList();
  }

  private boolean isInForce(String name) {
    return certificates.isInForce(name) || issuers.isInForce(name);
  }

  private boolean isKnown(String name) {
    return all().stream().anyMatch(each -> each.name().equals(name));
  }

  /** Registers a server under a name that nobody has. */
  @Transactional
  public Result<NdesServer> register(Result<JsonFields> body) {
    Result<NdesServerReader.Wanted> wanted =
        body.then(fields -> new NdesServerReader(fields, issuers.rules()).wanted(settings));
    return refusalReported(
        REGISTER, NODE + wanted.fold(any -> "", it -> it.name()), wanted.then(this::registered));
  }

  private Result<NdesServer> registered(NdesServerReader.Wanted wanted) {
    store.hold(wanted.name());
    if (isInForce(wanted.name())) {
      return Result.refused(
          Problem.conflict(
              "Name taken", "The NDES server " + wanted.name() + " is registered already."));
    }
    return proven(wanted.name(), wanted.proof())
        .map(name -> set(name, wanted.terms(), Optional.of(wanted.raKeys())));
  }

  /** Registers one more certificate or issuer of a server. */
  @Transactional
  public Result<NdesServer> add(String name, Result<JsonFields> body) {
    Result<NodeProof> proof =
        body.then(fields -> new NdesServerReader(fields, issuers.rules()).proof());
    return refusalReported(REGISTER, NODE + name, proof.then(it -> added(name, it)));
  }

  private Result<NdesServer> added(String name, NodeProof proof) {
    // A home's own policy module has its name for itself.
    if (name.equals(PolicyModuleRegistration.NAME) || !isInForce(name)) {
      return Result.refused(Problem.notFound("NDES server"));
    }
    store.hold(name);
    return proven(name, proof).map(any -> server(name));
  }

  private NdesServer server(String name) {
    return new NdesServer(
        name,
        store.all().getOrDefault(name, NdesTerms.ALL),
        !store.withoutRaKeys().contains(name),
        true);
  }

  private Result<String> proven(String name, NodeProof proof) {
    return proof.dnsName().isEmpty()
        ? proven(name, proof.certificate())
        : proven(name, proof.certificate(), proof.dnsName().get());
  }

  private Result<String> proven(String name, X509Certificate certificate) {
    if (certificates.register(name, certificate)) {
      return Result.of(name);
    }
    NdesRegistration known = certificates.find(NodeRegistrations.digest(certificate)).orElseThrow();
    return Result.refused(
        Problem.conflict(
            "Certificate known",
            known.ended()
                ? "The registration of this certificate was ended, which is for good."
                : "This certificate is registered as " + known.name() + " already."));
  }

  private Result<String> proven(String name, X509Certificate issuer, String dnsName) {
    List<String> taken =
        issuers.live(dnsName).stream()
            .map(IssuerRegistration::name)
            .filter(other -> !other.equals(name))
            .toList();
    if (!taken.isEmpty()) {
      return Result.refused(
          Problem.conflict(
              "DNS name taken", "This DNS name stands for " + taken.get(0) + " already."));
    }
    return issuers.register(name, issuer, dnsName)
        ? Result.of(name)
        : Result.refused(
            Problem.conflict("Issuer known", "Issuer and DNS name are registered already."));
  }

  /** What a server is to have from now on; it keeps having the RA's keys, or not, if empty. */
  private record Change(NdesTerms terms, Optional<Boolean> raKeys) {}

  /**
   * Changes where devices reach a server, which endpoints it serves, and whether it gets keys of
   * the RA's from now on.
   */
  @Transactional
  public Result<NdesServer> change(String name, Result<JsonFields> body) {
    Result<Change> change = body.then(fields -> change(name, fields));
    return refusalReported(
        CHANGE,
        NODE + name,
        change.then(
            it -> {
              if (!isKnown(name)) {
                return Result.refused(Problem.notFound("NDES server"));
              }
              store.hold(name);
              return Result.of(set(name, it.terms(), it.raKeys()));
            }));
  }

  private Result<Change> change(String name, JsonFields fields) {
    NdesTerms terms = NdesTermsReader.read(fields, settings);
    Optional<Boolean> raKeys = fields.flag(NdesServerReader.RA_KEYS);
    // Inside one server nobody asks over the network, so nothing would hold it to them.
    if (name.equals(PolicyModuleRegistration.NAME) && terms.endpoints().isPresent()) {
      fields.fault("endpoints", "cannot be set for a server's own policy module, which has all");
    }
    // It is by these certificates that servers inside take key sets from each other.
    if (name.equals(PolicyModuleRegistration.NAME) && raKeys.isPresent()) {
      fields.fault(NdesServerReader.RA_KEYS, "cannot be set for a server's own policy module");
    }
    return fields.orFaults(() -> new Change(terms, raKeys));
  }

  /** Registers the certificate of a server that joins in place of all others of its name. */
  @Transactional
  public void registerAlone(String name, NdesTerms terms, X509Certificate certificate) {
    store.hold(name);
    endAll(name, "another certificate has joined under this name");
    certificates.register(name, certificate);
    set(name, terms, Optional.of(true));
  }

  private NdesServer set(String name, NdesTerms terms, Optional<Boolean> raKeys) {
    store.set(name, terms);
    raKeys.ifPresent(given -> store.giveRaKeys(name, given));
    NdesServer done =
        new NdesServer(name, terms, !store.withoutRaKeys().contains(name), isInForce(name));
    reporter.report(
        new Happening(
            CHANGE,
            NODE + name,
            Happening.Outcome.DONE,
            terms + ", keys of the RA " + (done.raKeys() ? "yes" : "no"),
            ""));
    return done;
  }

  /**
   * Ends what lets somebody in: one certificate, one issuer with its DNS name and whom they let in,
   * or a server with all that it has.
   *
   * @param what the certificate's SHA-256, the issuer registration's id, or the server's name
   */
  @Transactional
  public Result<Boolean> end(String what, String why) {
    Optional<Sha256> digest = digest(what);
    if (digest.flatMap(certificates::find).isPresent()) {
      return wasInForce(certificates.end(digest.get(), why));
    }
    Optional<IssuerRegistration> issuer = digest.flatMap(issuers::find);
    if (issuer.isPresent()) {
      return wasInForce(end(issuer.get(), why));
    }
    return isKnown(what)
        ? wasInForce(endAll(what, why))
        : Result.refused(Problem.notFound("registration"));
  }

  // The issuer first: who is just being let in has been waited for then.
  private boolean end(IssuerRegistration issuer, String why) {
    boolean ended = issuers.end(issuer, why);
    certificates.endLetInBy(issuer, why);
    return ended;
  }

  private boolean endAll(String name, String why) {
    boolean ended = false;
    for (IssuerRegistration each : issuers.all()) {
      ended |= each.name().equals(name) && end(each, why);
    }
    return certificates.endAll(name, why) || ended;
  }

  private static Result<Boolean> wasInForce(boolean ended) {
    return ended
        ? Result.of(true)
        : Result.refused(Problem.conflict("Ended", "The registration was ended before."));
  }

  private static Optional<Sha256> digest(String text) {
    try {
      return Optional.of(new Sha256(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  // What is done is reported by who does it.
  private <T> Result<T> refusalReported(String action, String object, Result<T> result) {
    return result.fold(
        problem -> reporter.report(action, object, Result.<T>refused(problem)), done -> result);
  }
}
