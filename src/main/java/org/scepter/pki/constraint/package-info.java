/**
 * Which names a certificate may bear: subtrees as RFC 5280 §4.2.1.10 has them. Pure; looks at
 * {@code pki} alone.
 */
package org.scepter.pki.constraint;
