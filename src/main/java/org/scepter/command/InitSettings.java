package org.scepter.command;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.scepter.issuing.signing.RsaSignature;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.keys.TokenPlace;

/**
 * What a new home is to be. Names, key types and addresses stay in its certificates for ever.
 *
 * @param trial whether the names say "trial"
 * @param publicUrl {@code init.public-url}: where devices and people reach Scepter by HTTPS
 * @param publicHttpUrl {@code init.public-http-url}: the same by plain HTTP, in CDP and AIA
 * @param internalName {@code init.internal-name}: this node's DNS name for other nodes
 * @param organisation {@code init.organisation}: O of every subject
 * @param backdate {@code init.backdate}: how far notBefore lies before now, for clocks that lag
 * @param root the root CA
 * @param issuing the issuing CA
 * @param ra both certificates of the registration authority
 * @param crp the registration point's signing certificate
 * @param policyModule the policy module's client certificate
 * @param tls both TLS server certificates
 * @param ocsp the certificate that answers for the issuing CA by OCSP
 * @param token {@code init.pkcs11.library}, {@code .slot} or {@code .slot-list-index}, and {@code
 *     .pin-file}, whose content the home takes over: a PKCS#11 token
 * @param signature {@code init.ca-signature}: how CAs with RSA keys sign
 * @param certifiedOutside {@code init.issuing.request} and {@code init.issuing.certificate}: the
 *     issuing CA's key and chain, if another CA has certified it; there is no root of its own then
 * @param inToken {@code init.pkcs11.keys}: which keys it makes and keeps, by default all that sign
 */
record InitSettings(
    boolean trial,
    URI publicUrl,
    URI publicHttpUrl,
    String internalName,
    String organisation,
    Duration backdate,
    KeyOrder root,
    KeyOrder issuing,
    KeyOrder ra,
    KeyOrder crp,
    KeyOrder policyModule,
    KeyOrder tls,
    KeyOrder ocsp,
    Optional<TokenPlace> token,
    RsaSignature signature,
    Optional<KeyEntry> certifiedOutside,
    Set<TokenKeys> inToken) {
  InitSettings {
    inToken = Set.copyOf(inToken);
  }
}
