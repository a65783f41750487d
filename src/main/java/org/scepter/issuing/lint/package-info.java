/**
 * What is wrong with a certificate that is about to be signed: the rules of RFC 5280 that its own
 * content can break, each with its section, and on request a linter of somebody else.
 */
package org.scepter.issuing.lint;
