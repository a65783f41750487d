/**
 * Where private keys are and who works with them: in memory by a chosen crypto provider, or in a
 * PKCS#11 token. Looks at {@code pki} alone.
 */
package org.scepter.platform.keys;
