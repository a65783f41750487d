/**
 * The nodes that may ask: their registered client certificates, told from a TLS handshake of the
 * internal listener and from nothing that is sent.
 */
package org.scepter.registrationpoint.node;
