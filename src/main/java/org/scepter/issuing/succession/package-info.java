/**
 * Makes the next issuing CA in an existing home, for the command and the running server alike.
 * Looks at {@code issuing}, {@code issuing.signing}, {@code pki} and {@code platform}.
 */
package org.scepter.issuing.succession;
