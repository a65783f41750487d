package org.scepter.registrationpoint;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.Provider;
import org.scepter.enrolment.Authorisation;
import org.scepter.enrolment.SignedAuthorisation;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ScepterHome;

/** Signs authorisations for other servers with the registration point's key. */
@ApplicationScoped
public class AuthorisationSigner {
  private final KeyEntry key;
  private final Provider provider;

  AuthorisationSigner() {
    this.key = null;
    this.provider = null;
  }

  @Inject
  public AuthorisationSigner(ScepterHome home, Provider provider) {
    this.key = home.key("crp/authorisation.p12");
    this.provider = provider;
  }

  public SignedAuthorisation sign(Authorisation given) {
    return SignedAuthorisation.sign(given, key.certificate(), key.privateKey(), provider);
  }
}
