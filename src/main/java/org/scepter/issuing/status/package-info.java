/**
 * The CA's OCSP responder: what of its certificates is good, revoked or unknown, signed by a key of
 * its own for each CA. Looks at {@code pki} and {@code platform}.
 */
package org.scepter.issuing.status;
