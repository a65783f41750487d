package org.scepter.pki;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/**
 * A distinguished name. Two names are equal when they hold the same attributes with the same text
 * in the same order, whatever string type encodes them: devices re-encode what a profile gave them.
 */
public final class SubjectName {
  /** Longest DER accepted; a device's name is a fraction of it. */
  public static final int MAX_DER_LENGTH = 4096;

  private static final Asn1Bounds BOUNDS = new Asn1Bounds(MAX_DER_LENGTH, 8, 512);

  private final Der der;
  private final String text;
  private final List<List<String>> attributes;
  private final Optional<String> commonName;

  private SubjectName(X500Name name) throws UnreadableException {
    try {
      this.der = Der.of(name.getEncoded("DER"));
    } catch (IOException e) {
      throw new UnreadableException("the name cannot be encoded", e);
    }
    if (der.length() > MAX_DER_LENGTH) {
      throw new UnreadableException("the name is longer than " + MAX_DER_LENGTH + " bytes");
    }
    this.attributes = attributesOf(name);
    this.commonName = commonNameOf(name);
    this.text = BCStyle.INSTANCE.toString(name);
  }

  private static List<List<String>> attributesOf(X500Name name) {
    List<List<String>> all = new ArrayList<>();
    for (RDN rdn : name.getRDNs()) {
      List<String> one = new ArrayList<>();
      for (AttributeTypeAndValue attribute : rdn.getTypesAndValues()) {
        one.add(attribute.getType().getId() + "=" + IETFUtils.valueToString(attribute.getValue()));
      }
      one.sort(null);
      all.add(List.copyOf(one));
    }
    return List.copyOf(all);
  }

  private static Optional<String> commonNameOf(X500Name name) {
    RDN[] found = name.getRDNs(BCStyle.CN);
    if (found.length == 0) {
      return Optional.empty();
    }
    for (AttributeTypeAndValue attribute : found[0].getTypesAndValues()) {
      if (BCStyle.CN.equals(attribute.getType()) && attribute.getValue() instanceof ASN1String cn) {
        return Optional.of(cn.getString());
      }
    }
    return Optional.empty();
  }

  /**
   * Reads a name as it is written in profiles, {@code CN=phone,O=Example}: RFC 4514 escapes, but
   * encoded in the order written, as Microsoft and devices do.
   *
   * @throws UnreadableException if it is no name
   */
  public static SubjectName parse(String written) throws UnreadableException {
    try {
      return new SubjectName(new X500Name(BCStyle.INSTANCE, written));
    } catch (RuntimeException e) {
      throw new UnreadableException("\"" + written + "\" is not a distinguished name", e);
    }
  }

  /**
   * @throws UnreadableException if {@code der} is no Name
   */
  public static SubjectName fromDer(byte[] der) throws UnreadableException {
    BOUNDS.check(der);
    try {
      return new SubjectName(X500Name.getInstance(BCStyle.INSTANCE, X500Name.getInstance(der)));
    } catch (RuntimeException e) {
      throw new UnreadableException("the name is not DER", e);
    }
  }

  public Der der() {
    return der;
  }

  /** As written in a profile, first attribute first. */
  public String text() {
    return text;
  }

  /** True for the empty sequence, which RFC 5280 allows when a SAN stands instead. */
  public boolean isEmpty() {
    return attributes.isEmpty();
  }

  /** The first commonName as it is, without escapes; or empty. */
  public Optional<String> commonName() {
    return commonName;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SubjectName that && attributes.equals(that.attributes);
  }

  @Override
  public int hashCode() {
    return attributes.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
