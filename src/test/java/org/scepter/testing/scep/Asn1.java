package org.scepter.testing.scep;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.BEROctetString;
import org.bouncycastle.asn1.BERSequence;
import org.bouncycastle.asn1.BERTaggedObject;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DLSet;

/** Builds ASN.1 piece by piece, in DER or with the indefinite lengths of BER. */
enum Asn1 {
  DER,
  BER;

  /** Pieces of a constructed OCTET STRING, as streaming encoders send them. */
  private static final int PIECE = 1000;

  ASN1Encodable sequence(ASN1Encodable... parts) {
    return this == DER ? new DERSequence(parts) : new BERSequence(parts);
  }

  ASN1Encodable explicit(int tag, ASN1Encodable content) {
    return this == DER
        ? new DERTaggedObject(true, tag, content)
        : new BERTaggedObject(true, tag, content);
  }

  ASN1Encodable octets(byte[] bytes) {
    return this == DER ? new DEROctetString(bytes) : new BEROctetString(bytes, PIECE);
  }

  /** {@code [tag] IMPLICIT OCTET STRING}. */
  ASN1Encodable implicitOctets(int tag, byte[] bytes) {
    return this == DER
        ? new DERTaggedObject(false, tag, new DEROctetString(bytes))
        : new BERTaggedObject(false, tag, new BEROctetString(bytes, PIECE));
  }

  /** {@code [tag] IMPLICIT SET}, elements in the order given: certificates stay as sent. */
  static ASN1Encodable implicitSet(int tag, ASN1Encodable... parts) {
    return new org.bouncycastle.asn1.DLTaggedObject(false, tag, new DLSet(parts));
  }

  static ASN1Encodable set(ASN1Encodable... parts) {
    return new DERSet(parts);
  }

  static ASN1ObjectIdentifier oid(String id) {
    return new ASN1ObjectIdentifier(id);
  }

  static byte[] bytes(ASN1Encodable value) {
    try {
      return value.toASN1Primitive().getEncoded();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] der(ASN1Encodable value) {
    try {
      return value.toASN1Primitive().getEncoded("DER");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
