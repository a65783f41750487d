package org.scepter.issuing.status;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.scepter.issuing.AuthorityCertificate;
import org.scepter.issuing.AuthorityKeys;
import org.scepter.issuing.Generation;
import org.scepter.pki.Thumbprint;

/** Finds the CA that a CertID names, among all that issue or have issued to devices. */
final class AskedAuthorities {
  private final AuthorityKeys keys;
  private final Map<Thumbprint, List<IssuerId>> names = new ConcurrentHashMap<>();

  AskedAuthorities(AuthorityKeys keys) {
    this.keys = keys;
  }

  Optional<Generation> of(IssuerId issuer) {
    return keys.published().stream().filter(each -> names(each).contains(issuer)).findFirst();
  }

  private List<IssuerId> names(Generation generation) {
    AuthorityCertificate ca = generation.authority().certificate();
    return names.computeIfAbsent(ca.thumbprint(), any -> IssuerId.of(ca));
  }
}
