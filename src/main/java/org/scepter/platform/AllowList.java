package org.scepter.platform;

import java.util.Set;
import java.util.TreeSet;

/** Names of whom something is for; {@code *} stands for everybody, none for nobody. */
public record AllowList(Set<String> names) {
  private static final String ANY = "*";

  public static final AllowList EVERYBODY = new AllowList(Set.of(ANY));
  public static final AllowList NOBODY = new AllowList(Set.of());

  public AllowList {
    names = java.util.Collections.unmodifiableSet(new TreeSet<>(names));
  }

  public boolean allows(String name) {
    return names.contains(ANY) || names.contains(name);
  }

  /** The names, or that it is everybody. */
  public String text() {
    return names.isEmpty() ? "nobody" : String.join(", ", names);
  }
}
