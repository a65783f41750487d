package org.scepter.pki.constraint;

import java.util.List;
import java.util.Optional;
import org.scepter.pki.SubjectAltName;
import org.scepter.pki.SubjectName;
import org.scepter.pki.constraint.NameSubtree.Form;

/**
 * Permitted and excluded names (RFC 5280 §4.2.1.10). Forms of which nothing is permitted explicitly
 * are free, but for what is excluded. A name that cannot be compared with the constraints of its
 * form breaks them. What an emailAddress in the subject says is held to the constraints of EMAIL.
 */
public record NameConstraints(List<NameSubtree> permitted, List<NameSubtree> excluded) {
  /** Everything is permitted. */
  public static final NameConstraints NONE = new NameConstraints(List.of(), List.of());

  /** Most subtrees of each of the two lists. */
  public static final int MAX_SUBTREES = 64;

  public NameConstraints {
    permitted = List.copyOf(permitted);
    excluded = List.copyOf(excluded);
    if (permitted.size() > MAX_SUBTREES || excluded.size() > MAX_SUBTREES) {
      throw new IllegalArgumentException("there are at most " + MAX_SUBTREES + " subtrees");
    }
  }

  /** What is wrong with the subject; an empty one breaks nothing. */
  public Optional<String> violation(SubjectName subject) {
    if (subject.isEmpty()) {
      return Optional.empty();
    }
    DirectoryName name = DirectoryName.of(subject);
    Optional<String> ofName =
        excluded.stream()
            .filter(tree -> tree.covers(name))
            .findFirst()
            .map(tree -> told(Form.DN, subject.text()) + " is excluded by " + tree)
            .or(
                () ->
                    permits(Form.DN, permitted.stream().anyMatch(tree -> tree.covers(name)))
                        ? Optional.empty()
                        : Optional.of(told(Form.DN, subject.text()) + " is not permitted"));
    return ofName.isPresent()
        ? ofName
        : DirectoryName.mailboxes(subject).stream()
            .flatMap(box -> violation(Form.EMAIL, box).stream())
            .findFirst();
  }

  /** What is wrong with a SAN of a kind that can be issued. */
  public Optional<String> violation(SubjectAltName name) {
    return switch (name.kind()) {
      case DNS -> violation(Form.DNS, name.value());
      case EMAIL -> violation(Form.EMAIL, name.value());
      case UPN -> violation(Form.UPN, name.value());
      case URI -> violation(Form.URI, name.value());
      case IP -> violation(Form.IP, name.value());
      case OTHER -> Optional.of("a SAN of an unknown kind cannot be compared");
    };
  }

  private Optional<String> violation(Form form, String name) {
    if (isConstrained(form) && !NameSubtree.isComparable(form, name)) {
      return Optional.of(told(form, name) + " cannot be compared with what is permitted");
    }
    Optional<NameSubtree> hit =
        of(excluded, form).stream().filter(tree -> tree.meets(name)).findFirst();
    if (hit.isPresent()) {
      return Optional.of(told(form, name) + " is excluded by " + hit.get());
    }
    boolean covered = of(permitted, form).stream().anyMatch(tree -> tree.covers(name));
    return permits(form, covered)
        ? Optional.empty()
        : Optional.of(told(form, name) + " is not permitted");
  }

  private boolean permits(Form form, boolean covered) {
    return covered || of(permitted, form).isEmpty();
  }

  private boolean isConstrained(Form form) {
    return !of(permitted, form).isEmpty() || !of(excluded, form).isEmpty();
  }

  private static List<NameSubtree> of(List<NameSubtree> trees, Form form) {
    return trees.stream().filter(tree -> tree.form() == form).toList();
  }

  private static String told(Form form, String name) {
    return form + ":" + name;
  }
}
