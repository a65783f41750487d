package org.scepter.pki.constraint;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A host by its labels, in lower case and without the dot that may end it. */
record HostName(List<String> labels) {
  private static final int MAX_LENGTH = 253;
  private static final String LABEL = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?";
  private static final String ANY = "*";

  HostName {
    labels = List.copyOf(labels);
  }

  /** Empty for anything else, an IPv4 address among it. */
  static Optional<HostName> of(String written) {
    return read(written, false);
  }

  /** The same, of which the first label may be {@code *} as in certificates of servers. */
  static Optional<HostName> orWildcard(String written) {
    return read(written, true);
  }

  private static Optional<HostName> read(String written, boolean wildcard) {
    String name = written.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    List<String> labels = Arrays.asList(name.split("\\.", -1));
    boolean isAny = wildcard && labels.size() > 1 && labels.get(0).equals(ANY);
    boolean fits =
        name.length() <= MAX_LENGTH
            && labels.stream().skip(isAny ? 1 : 0).allMatch(label -> label.matches(LABEL))
            && !labels.get(labels.size() - 1).matches("[0-9]+");
    return fits ? Optional.of(new HostName(labels)) : Optional.empty();
  }

  /** Whether it is {@code other} or has labels before it. */
  boolean isWithin(HostName other) {
    int more = labels.size() - other.labels.size();
    return more >= 0 && labels.subList(more, labels.size()).equals(other.labels);
  }

  /** Whether it has labels before {@code other}. */
  boolean isBelow(HostName other) {
    return labels.size() > other.labels.size() && isWithin(other);
  }

  /** What a wildcard stands before; empty for a plain name. */
  Optional<HostName> behindWildcard() {
    return labels.get(0).equals(ANY)
        ? Optional.of(new HostName(labels.subList(1, labels.size())))
        : Optional.empty();
  }

  String text() {
    return String.join(".", labels);
  }
}
