package org.scepter.scep;

import java.io.IOException;
import java.security.Provider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.Certificate;
import org.scepter.enrolment.CaGeneration;
import org.scepter.enrolment.EndpointName;
import org.scepter.pki.Der;
import org.scepter.pki.SubjectName;
import org.scepter.pki.UnreadableException;
import org.scepter.scep.endpoint.Endpoint;
import org.scepter.scep.endpoint.ScepSettings;
import org.scepter.scep.protocol.PkiMessageReader;
import org.scepter.scep.protocol.RaDecryptionKey;
import org.scepter.scep.protocol.cms.CertificateBundle;

/**
 * Which of the RA's key sets serve, by what is known of the CA's generations; holds for a span of
 * time. Made anew when either changes, never changed.
 */
final class RaGenerations {
  private final List<CaGeneration> generations;
  private final Map<Integer, RaKeySet> sets;
  private final Instant until;
  private final Map<EndpointName, PkiMessageReader> readers = new HashMap<>();
  private final List<RaKeySet> serving;
  private final RaKeySet currentSet;
  private final Optional<CaGeneration> current;
  private final List<Integer> withoutSet;
  private final byte[] bundle;
  private final byte[] bundleWithoutRoot;

  /**
   * @param generations the CA's; empty while nothing is known of them
   * @param sets all that could be read, by number, at least one
   * @param retry when to say again that a CA has no set
   */
  RaGenerations(
      List<CaGeneration> generations,
      Map<Integer, RaKeySet> sets,
      Instant now,
      Instant retry,
      ScepSettings settings,
      Provider provider) {
    this.generations = List.copyOf(generations);
    this.sets = Map.copyOf(sets);
    RaTimes times = RaTimes.of(generations, sets.values(), settings.keySetOverlap(), now);
    this.until = times.nextChange(retry);
    this.withoutSet = times.withoutSet();
    this.current = times.current();
    this.serving = times.serving();
    this.currentSet = times.currentSet();
    List<Der> chain = current.map(CaGeneration::chain).orElse(List.of());
    this.bundle = bundle(currentSet, chain, true);
    this.bundleWithoutRoot = bundle(currentSet, chain, false);
    for (Endpoint endpoint : settings.endpoints().values()) {
      readers.put(endpoint.name(), reader(endpoint, settings, provider));
    }
  }

  private static byte[] bundle(RaKeySet set, List<Der> chain, boolean withRoots) {
    List<Der> all = new ArrayList<>(set.certificates());
    all.addAll(withRoots ? chain : withoutLast(chain));
    // Whoever certified the RA, where that is not the CA that issues to devices.
    (withRoots ? set.issuers() : withoutLast(set.issuers()))
        .stream().filter(each -> !chain.contains(each)).forEach(all::add);
    return CertificateBundle.of(all);
  }

  private static List<Der> withoutLast(List<Der> chain) {
    return chain.size() > 1 ? chain.subList(0, chain.size() - 1) : chain;
  }

  private PkiMessageReader reader(Endpoint endpoint, ScepSettings settings, Provider provider) {
    // Also of a CA that has retired: its certificates are in use, and its CRL is published.
    Set<SubjectName> issuers =
        Stream.concat(
                sets.values().stream().map(RaKeySet::issuer),
                generations.stream().map(each -> subject(each.chain().get(0))))
            .collect(Collectors.toSet());
    return new PkiMessageReader(
        serving.stream().map(RaKeySet::decryption).toList(),
        endpoint.dialect().messagePolicy(),
        settings.limits(),
        provider,
        issuers::contains);
  }

  private static SubjectName subject(Der certificate) {
    try {
      return SubjectName.fromDer(
          Certificate.getInstance(certificate.bytes()).getSubject().getEncoded("DER"));
    } catch (IOException | UnreadableException e) {
      throw new IllegalArgumentException("a CA's certificate has a name", e);
    }
  }

  /** Whether nothing has changed. */
  boolean holds(List<CaGeneration> known, Instant now) {
    return now.isBefore(until) && known.equals(generations);
  }

  List<CaGeneration> generations() {
    return generations;
  }

  /** All that could be read, whether they serve or not. */
  Map<Integer, RaKeySet> sets() {
    return sets;
  }

  PkiMessageReader reader(EndpointName endpoint) {
    return readers.get(endpoint);
  }

  /** Numbers of the CAs that take requests and have certified no set that is here. */
  List<Integer> withoutSet() {
    return withoutSet;
  }

  /** The set to which a key belongs. */
  Optional<RaKeySet> owner(RaDecryptionKey key) {
    return serving.stream().filter(set -> set.decryption() == key).findFirst();
  }

  /** The set that devices are told of. */
  RaKeySet currentSet() {
    return currentSet;
  }

  /** The CA that devices are told of; empty if none was ever known. */
  Optional<CaGeneration> current() {
    return current;
  }

  /** The CA that certified a set. */
  Optional<CaGeneration> of(RaKeySet set) {
    return generations.stream().filter(each -> each.number() == set.generation()).findFirst();
  }

  /** The answer to GetCACert: a degenerate SignedData; empty if no CA was ever known. */
  Optional<byte[]> bundle(boolean includeRoot) {
    return current.map(any -> includeRoot ? bundle : bundleWithoutRoot);
  }
}
