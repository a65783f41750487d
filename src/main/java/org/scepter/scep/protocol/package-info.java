/**
 * SCEP on the wire (RFC 8894), and nothing else: reads, verifies and opens a pkiMessage, seals and
 * signs a CertRep, writes capabilities and certificate bundles. Pure: bytes and values in, bytes,
 * values or one {@link org.scepter.pki.UnreadableException} out; no clock, no network, no
 * container. Looks at {@code pki}, the JDK and Bouncy Castle alone; inside, at {@code cms} and
 * {@code algorithms}.
 *
 * <p>A message passes three stages, each a type that only the stage before can make: {@code
 * SignedPkiMessage} (read within bounds), {@code VerifiedPkiMessage} (signature holds) and {@link
 * org.scepter.scep.protocol.ScepRequest} (opened). {@link
 * org.scepter.scep.protocol.PkiMessageReader} goes through all three.
 */
package org.scepter.scep.protocol;
