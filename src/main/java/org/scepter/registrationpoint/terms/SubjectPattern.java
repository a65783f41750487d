package org.scepter.registrationpoint.terms;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.scepter.pki.SubjectName;
import org.scepter.pki.UnreadableException;
import org.scepter.pki.WrittenName;

/**
 * Subjects that an endpoint may issue, written like one of them: {@code
 * CN=*.example.org,O=Example}. The same attribute types in the same order, each value by its {@link
 * Wildcard}.
 */
public final class SubjectPattern {
  private static final Comparator<WrittenName.Attribute> BY_TYPE =
      Comparator.comparing(WrittenName.Attribute::oid).thenComparing(WrittenName.Attribute::value);

  private final String written;
  private final List<List<Attribute>> rdns;

  private record Attribute(String oid, Wildcard value) {}

  private SubjectPattern(String written, List<List<Attribute>> rdns) {
    this.written = written;
    this.rdns = rdns;
  }

  /**
   * @throws IllegalArgumentException if it is no name, or an empty one
   */
  public static SubjectPattern parse(String written) {
    try {
      List<List<Attribute>> rdns = new ArrayList<>();
      for (List<WrittenName.Attribute> rdn : WrittenName.parse(written).rdns()) {
        rdns.add(
            rdn.stream()
                .sorted(BY_TYPE)
                .map(each -> new Attribute(each.oid(), new Wildcard(each.value())))
                .toList());
      }
      if (rdns.isEmpty()) {
        throw new IllegalArgumentException("a subject has at least one attribute");
      }
      return new SubjectPattern(written, List.copyOf(rdns));
    } catch (UnreadableException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  boolean matches(SubjectName subject) {
    List<List<WrittenName.Attribute>> asked;
    try {
      asked = WrittenName.parse(subject.text()).rdns();
    } catch (UnreadableException e) {
      // A value that is no string.
      return false;
    }
    if (asked.size() != rdns.size()) {
      return false;
    }
    for (int i = 0; i < rdns.size(); i++) {
      if (!matches(rdns.get(i), asked.get(i).stream().sorted(BY_TYPE).toList())) {
        return false;
      }
    }
    return true;
  }

  private static boolean matches(List<Attribute> allowed, List<WrittenName.Attribute> asked) {
    if (allowed.size() != asked.size()) {
      return false;
    }
    for (int i = 0; i < allowed.size(); i++) {
      if (!allowed.get(i).oid().equals(asked.get(i).oid())
          || !allowed.get(i).value().matches(asked.get(i).value())) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return written;
  }
}
