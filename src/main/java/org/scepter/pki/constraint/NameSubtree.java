package org.scepter.pki.constraint;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.scepter.pki.SubjectName;
import org.scepter.pki.UnreadableException;

/**
 * Names of one form that belong together (RFC 5280 §4.2.1.10). Written {@code FORM:base}:
 *
 * <ul>
 *   <li>{@code DNS:example.org}: the name and every name below it;
 *   <li>{@code EMAIL:a@example.org} one mailbox, {@code EMAIL:example.org} those of one host,
 *       {@code EMAIL:.example.org} those of the hosts below; {@code UPN:} likewise, which the RFC
 *       does not know;
 *   <li>{@code URI:example.org} one host, {@code URI:.example.org} the hosts below;
 *   <li>{@code IP:192.0.2.0/24}, {@code IP:2001:db8::/32};
 *   <li>{@code DN:O=Example,OU=Phones}: every name that begins so.
 * </ul>
 */
public final class NameSubtree {
  /** Longest text that is read. */
  public static final int MAX_LENGTH = 512;

  /** The forms of names that can be constrained. */
  public enum Form {
    DNS("a host without a dot before it, like DNS:example.org"),
    EMAIL("a mailbox, a host or .domain, like EMAIL:example.org"),
    UPN("a mailbox, a host or .domain, like UPN:example.org"),
    URI("a host or .domain, like URI:.example.org"),
    IP("a block with nothing set behind its prefix, like IP:192.0.2.0/24"),
    DN("a distinguished name, like DN:O=Example");

    private final String expected;

    Form(String expected) {
      this.expected = expected;
    }
  }

  private final Form form;
  private final String text;
  private final Predicate<String> covers;
  private final Optional<DirectoryName> directory;
  private final Optional<HostName> host;

  private NameSubtree(
      Form form,
      String text,
      Predicate<String> covers,
      Optional<DirectoryName> directory,
      Optional<HostName> host) {
    this.form = form;
    this.text = form + ":" + text;
    this.covers = covers;
    this.directory = directory;
    this.host = host;
  }

  /**
   * @throws UnreadableException naming what is expected
   */
  public static NameSubtree parse(String written) throws UnreadableException {
    int colon = written.indexOf(':');
    if (colon < 0 || written.length() > MAX_LENGTH) {
      throw new UnreadableException("must be FORM:base, FORM one of DNS, EMAIL, UPN, URI, IP, DN");
    }
    String base = written.substring(colon + 1).strip();
    Form form = form(written.substring(0, colon));
    Optional<NameSubtree> tree =
        switch (form) {
          case DNS -> HostName.of(base).map(NameSubtree::hosts);
          case EMAIL, UPN -> mailboxes(form, base);
          case URI -> HostTree.of(base).map(NameSubtree::addresses);
          case IP ->
              Addresses.of(base)
                  .map(block -> of(form, base, block::covers, Optional.empty(), Optional.empty()));
          case DN -> directory(base);
        };
    return tree.orElseThrow(() -> new UnreadableException("must be " + form.expected));
  }

  private static Form form(String written) throws UnreadableException {
    try {
      return Form.valueOf(written);
    } catch (IllegalArgumentException e) {
      throw new UnreadableException("must begin with DNS, EMAIL, UPN, URI, IP or DN", e);
    }
  }

  private static NameSubtree of(
      Form form,
      String text,
      Predicate<String> covers,
      Optional<DirectoryName> directory,
      Optional<HostName> host) {
    return new NameSubtree(form, text, covers, directory, host);
  }

  private static NameSubtree hosts(HostName base) {
    return of(
        Form.DNS,
        base.text(),
        name -> HostName.orWildcard(name).filter(host -> host.isWithin(base)).isPresent(),
        Optional.empty(),
        Optional.of(base));
  }

  private static Optional<NameSubtree> mailboxes(Form form, String base) {
    if (base.indexOf('@') >= 0) {
      return Mailbox.of(base)
          .map(
              box ->
                  of(
                      form,
                      box.text(),
                      name -> Mailbox.of(name).filter(box::equals).isPresent(),
                      Optional.empty(),
                      Optional.empty()));
    }
    return HostTree.of(base)
        .map(
            tree ->
                of(
                    form,
                    tree.text(),
                    name -> Mailbox.of(name).filter(box -> tree.covers(box.host())).isPresent(),
                    Optional.empty(),
                    Optional.empty()));
  }

  private static NameSubtree addresses(HostTree tree) {
    return of(
        Form.URI,
        tree.text(),
        name -> UriHost.of(name).filter(tree::covers).isPresent(),
        Optional.empty(),
        Optional.empty());
  }

  private static Optional<NameSubtree> directory(String base) {
    try {
      SubjectName name = SubjectName.parse(base);
      return Optional.of(DirectoryName.of(name))
          .filter(dn -> !dn.rdns().isEmpty())
          .map(dn -> of(Form.DN, name.text(), other -> false, Optional.of(dn), Optional.empty()));
    } catch (UnreadableException e) {
      return Optional.empty();
    }
  }

  public Form form() {
    return form;
  }

  /** As it is written. */
  public String text() {
    return text;
  }

  /** Whether a name of its form, other than DN, lies in it. */
  boolean covers(String name) {
    return covers.test(name);
  }

  boolean covers(DirectoryName name) {
    return directory.filter(name::isWithin).isPresent();
  }

  /** Whether a name of its form stands for one that lies in it: a wildcard may. */
  boolean meets(String name) {
    return covers(name)
        || host.filter(
                base ->
                    HostName.orWildcard(name)
                        .flatMap(HostName::behindWildcard)
                        .filter(base::isBelow)
                        .isPresent())
            .isPresent();
  }

  /** Whether a name can be compared with those of its form at all. */
  static boolean isComparable(Form form, String name) {
    return switch (form) {
      case DNS -> HostName.orWildcard(name).isPresent();
      case EMAIL, UPN -> Mailbox.of(name).isPresent();
      case URI -> UriHost.of(name).isPresent();
      case IP, DN -> true;
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NameSubtree that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return Objects.hash(text);
  }

  @Override
  public String toString() {
    return text;
  }
}
