/**
 * A small SCEP client, written against RFC 8894, RFC 5652 and RFC 2986 and not against the product,
 * so that one misreading cannot hide in both. It can build every faulty message a test needs.
 */
package org.scepter.testing.scep;
