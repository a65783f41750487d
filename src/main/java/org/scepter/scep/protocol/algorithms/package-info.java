/**
 * The algorithms and keys of a message by their identifiers, and what an endpoint takes of them
 * (RFC 8894 §2.9, §3.5.2).
 */
package org.scepter.scep.protocol.algorithms;
