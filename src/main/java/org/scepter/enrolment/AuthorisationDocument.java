package org.scepter.enrolment;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.scepter.pki.Hex;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.Sha256;
import org.scepter.pki.SubjectAltName;
import org.scepter.pki.Thumbprint;

/** The signed content's fields in their order; {@link SignedAuthorisation} has the module. */
final class AuthorisationDocument {
  static final int VERSION = 1;

  private static final int RENEWED_SERIAL = 0;
  private static final int SECURITY_IDENTIFIER = 1;
  private static final int ISSUING_CA = 2;
  private static final int ASKED_BY = 3;

  private final ASN1Sequence fields;
  private int next;

  /**
   * @throws IllegalArgumentException if it is not a document of this version
   */
  AuthorisationDocument(ASN1Sequence fields) {
    this.fields = fields;
    if (integer().intValueExact() != VERSION) {
      throw new IllegalArgumentException("another version");
    }
  }

  static DERSequence encode(Authorisation given) {
    ASN1EncodableVector fields = new ASN1EncodableVector();
    fields.add(new ASN1Integer(VERSION));
    fields.add(octets(given.id().hex()));
    tagged(fields, RENEWED_SERIAL, given.renewedSerial().map(s -> new ASN1Integer(s.value())));
    fields.add(text(given.endpoint().value()));
    fields.add(text(given.transaction().value()));
    fields.add(octets(given.requestDigest().hex()));
    fields.add(octets(given.keyDigest().hex()));
    fields.add(text(given.template().value()));
    fields.add(new ASN1Integer(given.templateVersion()));
    fields.add(X500Name.getInstance(given.subject().der().bytes()));
    fields.add(texts(given.subjectAltNames().stream().map(SubjectAltName::text).toList()));
    tagged(fields, SECURITY_IDENTIFIER, given.securityIdentifier().map(DERUTF8String::new));
    fields.add(new ASN1Integer(given.keyUsage().bits()));
    fields.add(identifiers(given.extendedKeyUsages()));
    fields.add(text(given.validity().toString()));
    fields.add(text(given.profile()));
    tagged(fields, ISSUING_CA, given.issuingCa().map(ca -> octets(ca.hex())));
    tagged(fields, ASKED_BY, given.askedBy().map(node -> octets(node.hex())));
    fields.add(new ASN1Integer(given.issuedAt().toEpochMilli()));
    fields.add(new ASN1Integer(given.expiresAt().toEpochMilli()));
    return new DERSequence(fields);
  }

  private static DEROctetString octets(String hex) {
    return new DEROctetString(Hex.decode(hex));
  }

  private static DERUTF8String text(String value) {
    return new DERUTF8String(value);
  }

  private static DERSequence texts(List<String> values) {
    return new DERSequence(values.stream().map(DERUTF8String::new).toArray(ASN1Encodable[]::new));
  }

  private static DERSequence identifiers(List<String> oids) {
    return new DERSequence(
        oids.stream().map(ASN1ObjectIdentifier::new).toArray(ASN1Encodable[]::new));
  }

  private static void tagged(
      ASN1EncodableVector fields, int tag, Optional<? extends ASN1Encodable> value) {
    value.ifPresent(present -> fields.add(new DERTaggedObject(true, tag, present)));
  }

  String hex() {
    return Hex.encode(ASN1OctetString.getInstance(field()).getOctets());
  }

  Sha256 digest() {
    return new Sha256(hex());
  }

  String text() {
    return ASN1UTF8String.getInstance(field()).getString();
  }

  int number() {
    return integer().intValueExact();
  }

  Instant instant() {
    return Instant.ofEpochMilli(integer().longValueExact());
  }

  byte[] name() throws java.io.IOException {
    return X500Name.getInstance(field()).getEncoded("DER");
  }

  List<String> texts() {
    List<String> all = new ArrayList<>();
    for (ASN1Encodable item : ASN1Sequence.getInstance(field())) {
      all.add(ASN1UTF8String.getInstance(item).getString());
    }
    return all;
  }

  List<String> identifiers() {
    List<String> all = new ArrayList<>();
    for (ASN1Encodable item : ASN1Sequence.getInstance(field())) {
      all.add(ASN1ObjectIdentifier.getInstance(item).getId());
    }
    return all;
  }

  Optional<SerialNumber> renewedSerial() {
    return tagged(RENEWED_SERIAL)
        .map(value -> new SerialNumber(ASN1Integer.getInstance(value).getValue()));
  }

  Optional<String> securityIdentifier() {
    return tagged(SECURITY_IDENTIFIER).map(value -> ASN1UTF8String.getInstance(value).getString());
  }

  Optional<Thumbprint> issuingCa() {
    return thumbprint(ISSUING_CA);
  }

  Optional<Thumbprint> askedBy() {
    return thumbprint(ASKED_BY);
  }

  void end() {
    if (next != fields.size()) {
      throw new IllegalArgumentException("more fields than this version has");
    }
  }

  private Optional<Thumbprint> thumbprint(int tag) {
    return tagged(tag)
        .map(value -> new Thumbprint(Hex.encode(ASN1OctetString.getInstance(value).getOctets())));
  }

  private Optional<ASN1Encodable> tagged(int tag) {
    if (next < fields.size()
        && fields.getObjectAt(next) instanceof ASN1TaggedObject tagged
        && tagged.hasContextTag(tag)) {
      next++;
      return Optional.of(tagged.getExplicitBaseObject());
    }
    return Optional.empty();
  }

  private BigInteger integer() {
    return ASN1Integer.getInstance(field()).getValue();
  }

  private ASN1Encodable field() {
    return fields.getObjectAt(next++);
  }
}
