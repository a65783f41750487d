package org.scepter.scep.protocol;

import java.util.Objects;
import org.scepter.pki.Asn1Bounds;
import org.scepter.pki.RequestLimits;
import org.scepter.scep.protocol.algorithms.KeyLimits;

/**
 * How much of a pkiMessage is looked at, checked before any costly work. It has always exactly one
 * signer.
 *
 * @param encoding length, nesting and elements of the message and of what is sealed in it
 * @param maxCertificates certificates in the SignedData: the signer and its chain
 * @param maxRecipients RecipientInfos; some clients encrypt to every certificate of GetCACert
 * @param maxAttributes signed attributes; RFC 8894 names six
 * @param keys the signer's key
 * @param ids transactionID, nonce and names
 * @param request the PKCS#10 inside
 */
public record PkiMessageLimits(
    Asn1Bounds encoding,
    int maxCertificates,
    int maxRecipients,
    int maxAttributes,
    KeyLimits keys,
    IdLimits ids,
    RequestLimits request) {

  /**
   * 256 KiB (a message with a chain and 8192-bit keys is below 40 KiB), 32 levels (jscep's BER uses
   * 12), 8192 elements, 10 certificates, 10 recipients, 32 attributes.
   */
  public static PkiMessageLimits standard() {
    return new PkiMessageLimits(new Asn1Bounds(262_144, 32, 8192), 10, 10, 32);
  }

  /**
   * As far as settings may go: for a reader of messages that another has read by its own limits.
   * Whoever uses it has bounded the message's length.
   */
  public static PkiMessageLimits widest() {
    return new PkiMessageLimits(
        new Asn1Bounds(1_048_576, 64, 65_536),
        256,
        64,
        256,
        KeyLimits.widest(),
        IdLimits.standard(),
        RequestLimits.standard());
  }

  /** With the standard limits of keys, ids and requests. */
  public PkiMessageLimits(
      Asn1Bounds encoding, int maxCertificates, int maxRecipients, int maxAttributes) {
    this(
        encoding,
        maxCertificates,
        maxRecipients,
        maxAttributes,
        KeyLimits.standard(),
        IdLimits.standard(),
        RequestLimits.standard());
  }

  public PkiMessageLimits {
    Objects.requireNonNull(encoding);
    Objects.requireNonNull(keys);
    Objects.requireNonNull(ids);
    Objects.requireNonNull(request);
    if (maxCertificates < 1 || maxRecipients < 1 || maxAttributes < 1) {
      throw new IllegalArgumentException("limits of a pkiMessage are positive");
    }
  }

  /** The longest message, in bytes. */
  public int maxBytes() {
    return encoding.maxLength();
  }
}
