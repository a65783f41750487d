package org.scepter.scep;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.scepter.enrolment.CaGeneration;

/**
 * From when until when each of the RA's key sets serves. Of the sets that one CA has certified,
 * each follows the one before it at its time; the earlier one goes on opening requests for a while,
 * since devices keep what GetCACert told them, and none serves longer than its CA.
 */
final class RaTimes {
  private final List<CaGeneration> live;
  private final List<Span> spans;
  private final Collection<RaKeySet> sets;
  private final Instant now;

  /** A set opens requests until {@code until}, and is told of from {@code from} on. */
  private record Span(RaKeySet set, CaGeneration ca, Instant from, Instant until) {
    boolean opens(Instant now) {
      return now.isBefore(until);
    }

    boolean isActive(Instant now) {
      return !now.isBefore(from);
    }
  }

  private RaTimes(
      List<CaGeneration> live, List<Span> spans, Collection<RaKeySet> sets, Instant now) {
    this.live = live;
    this.spans = spans;
    this.sets = sets;
    this.now = now;
  }

  /**
   * @param generations the CA's; empty while nothing is known of them
   * @param sets at least one
   * @param overlap how long a set opens requests after another one of its CA has followed
   */
  static RaTimes of(
      List<CaGeneration> generations, Collection<RaKeySet> sets, Duration overlap, Instant now) {
    List<CaGeneration> live =
        generations.stream().filter(each -> now.isBefore(each.retiresAt())).toList();
    List<Span> spans = new ArrayList<>();
    for (CaGeneration ca : live) {
      spans.addAll(spans(ca, sets, overlap));
    }
    return new RaTimes(live, spans, sets, now);
  }

  private static List<Span> spans(CaGeneration ca, Collection<RaKeySet> sets, Duration overlap) {
    List<RaKeySet> row =
        sets.stream()
            .filter(each -> each.generation() == ca.number())
            .sorted(
                Comparator.comparing((RaKeySet each) -> from(each, ca))
                    .thenComparing(RaKeySet::number))
            .toList();
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      Instant end = ca.retiresAt();
      if (i + 1 < row.size()) {
        Instant followed = from(row.get(i + 1), ca);
        // A sum beyond all time is no sooner than the CA's end.
        boolean isSooner = Duration.between(followed, end).compareTo(overlap) > 0;
        end = isSooner ? followed.plus(overlap) : end;
      }
      spans.add(new Span(row.get(i), ca, from(row.get(i), ca), end));
    }
    return spans;
  }

  private static Instant from(RaKeySet set, CaGeneration ca) {
    return set.set().activeFrom().orElse(ca.activeFrom());
  }

  /** Those that open requests; all while nothing is known of any CA. */
  List<RaKeySet> serving() {
    List<RaKeySet> known =
        spans.stream()
            .filter(each -> each.opens(now))
            .map(Span::set)
            .sorted(Comparator.comparing(RaKeySet::number))
            .toList();
    return known.isEmpty() ? List.copyOf(sets) : known;
  }

  /** The CA that devices are told of; empty if none was ever known. */
  Optional<CaGeneration> current() {
    return live.stream()
        .filter(ca -> spans.stream().anyMatch(each -> each.ca().equals(ca)))
        .filter(ca -> !now.isBefore(ca.activeFrom()))
        .max(Comparator.comparing(CaGeneration::activeFrom));
  }

  /** The set that devices are told of. */
  RaKeySet currentSet() {
    List<Span> row = current().map(ca -> of(ca).toList()).orElse(List.of());
    return row.stream()
        .filter(each -> each.isActive(now))
        .reduce((earlier, later) -> later)
        .or(() -> row.stream().findFirst())
        .map(Span::set)
        .orElseGet(() -> serving().get(0));
  }

  private Stream<Span> of(CaGeneration ca) {
    return spans.stream().filter(each -> each.ca().equals(ca));
  }

  /** Numbers of the CAs that take requests and have certified no set that is here. */
  List<Integer> withoutSet() {
    return live.stream()
        .filter(ca -> of(ca).findAny().isEmpty())
        .map(CaGeneration::number)
        .toList();
  }

  /**
   * When something of this changes.
   *
   * @param retry when to look again for sets that are missing
   */
  Instant nextChange(Instant retry) {
    Stream<Instant> ofCas = live.stream().flatMap(ca -> Stream.of(ca.activeFrom(), ca.retiresAt()));
    Stream<Instant> ofSets = spans.stream().flatMap(each -> Stream.of(each.from(), each.until()));
    return Stream.concat(
            Stream.concat(ofCas, ofSets), withoutSet().isEmpty() ? Stream.of() : Stream.of(retry))
        .filter(now::isBefore)
        .min(Comparator.naturalOrder())
        .orElse(Instant.MAX);
  }
}
