/**
 * What a CertRep is made of beneath SCEP: definite-length DER in the order given, degenerate
 * SignedData and PasswordRecipientInfo (RFC 5652).
 */
package org.scepter.scep.protocol.cms;
