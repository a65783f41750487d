/**
 * The vocabulary of certificates: immutable values that every component shares. Holds no use case,
 * reads no clock and looks at nothing but the JDK and Bouncy Castle.
 */
package org.scepter.pki;
