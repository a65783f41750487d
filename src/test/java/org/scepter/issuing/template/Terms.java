package org.scepter.issuing.template;

import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.scepter.pki.KeyBounds;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.PublicKeyInfo.Algorithm;
import org.scepter.pki.SubjectAltName.Kind;
import org.scepter.pki.TemplateName;
import org.scepter.pki.UnreadableException;
import org.scepter.pki.constraint.NameBounds;
import org.scepter.pki.constraint.NameConstraints;
import org.scepter.pki.constraint.NameSubtree;
import org.scepter.platform.AllowList;

/** The terms of a template for devices, to be changed before they are made. */
public final class Terms {
  public Holder holder = Holder.DEVICE;
  public KeyUsageMask usage = KeyUsageMask.GENERAL_PURPOSE;
  public SubjectSource subject = SubjectSource.REQUEST;
  public Set<Algorithm> types = Set.of(Algorithm.RSA, Algorithm.EC);
  public int rsaBits = 2048;
  public int ecBits = 256;
  public List<String> purposes = List.of("1.3.6.1.5.5.7.3.2");
  public Period validity = Period.ofYears(2);
  public Period renewal;
  public RequestHash hash;
  public Set<Kind> kinds = Set.of(Kind.DNS, Kind.EMAIL, Kind.UPN, Kind.URI, Kind.IP);
  public List<String> permitted = List.of();
  public List<String> excluded = List.of();
  public Set<String> endpoints = Set.of("*");
  public boolean approval;

  private Terms() {}

  /** Version {@code version} of a published template. */
  public static Template template(String name, int version, Consumer<Terms> change) {
    Terms terms = new Terms();
    change.accept(terms);
    return new Template(new TemplateName(name), version, true, terms.make());
  }

  private TemplateTerms make() {
    return new TemplateTerms(
        "",
        holder,
        usage,
        subject,
        new KeyBounds(types, rsaBits, ecBits),
        purposes,
        validity,
        Optional.ofNullable(renewal),
        Optional.ofNullable(hash),
        new NameBounds(kinds, new NameConstraints(trees(permitted), trees(excluded))),
        new AllowList(endpoints),
        Readers.ADMINISTRATORS,
        approval);
  }

  private static List<NameSubtree> trees(List<String> written) {
    return written.stream().map(Terms::tree).toList();
  }

  private static NameSubtree tree(String written) {
    try {
      return NameSubtree.parse(written);
    } catch (UnreadableException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
