/**
 * Revocations go on to the CA elsewhere that issued the certificate: on record with the revocation,
 * told after the commit, again and again until that CA answers.
 */
package org.scepter.issuing.elsewhere.revocation;
