/**
 * Writes and signs certificates and CRLs: pure, no clock, no randomness, no database. Knows what
 * RFC 5280 wants and nothing of who may have what. Looks at {@code pki} and a {@code
 * platform.KeyEntry}.
 */
package org.scepter.issuing.signing;
