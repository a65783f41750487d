package org.scepter.scep.est;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address of EST (RFC 7030 §3.2.2): {@code /.well-known/est/{operation}}, or with a label before
 * the operation.
 *
 * @param label as it stands there, decoded
 * @param operation the last part
 */
record EstPath(Optional<String> label, String operation) {
  private static final Pattern FORM =
      Pattern.compile("/\\.well-known/est/(?:([^/]{1,64})/)?([a-z]{1,32})");
  private static final Pattern BENEATH =
      Pattern.compile("/\\.well-known/est(/.*)?", Pattern.DOTALL);

  /** Where the resource is, which nobody outside calls by this name. */
  static final String INSIDE = "/est";

  private static final Pattern OURS = Pattern.compile(INSIDE + "(/.*)?", Pattern.DOTALL);

  EstPath {
    Objects.requireNonNull(label);
    Objects.requireNonNull(operation);
  }

  /**
   * @param path the decoded path within the application, starting with a slash
   * @return empty if it is none of EST's
   */
  static Optional<EstPath> of(String path) {
    Matcher form = FORM.matcher(path);
    return form.matches()
        ? Optional.of(new EstPath(Optional.ofNullable(form.group(1)), form.group(2)))
        : Optional.empty();
  }

  /** Whether a path is EST's to answer or refuse. */
  static boolean isBeneath(String path) {
    return BENEATH.matcher(path).matches();
  }

  /** Whether a path is the resource's own. */
  static boolean isInside(String path) {
    return OURS.matcher(path).matches();
  }
}
