package org.scepter.issuing.elsewhere.wstep;

import java.security.Provider;
import java.time.Clock;
import org.scepter.issuing.elsewhere.ElsewhereSettings;
import org.scepter.issuing.elsewhere.PinnedAuthority;
import org.scepter.issuing.elsewhere.http.BoundedHttp;
import org.scepter.platform.ScepterHome;

/** Opens what asking AD CS needs of the home. */
public final class WstepOpening {
  private final ScepterHome home;
  private final Provider provider;
  private final Clock clock;

  public WstepOpening(ScepterHome home, Provider provider, Clock clock) {
    this.home = home;
    this.provider = provider;
    this.clock = clock;
  }

  /**
   * The CA that is asked.
   *
   * @throws org.scepter.platform.UnusableHomeException if a file cannot be used
   */
  public WstepAuthority open(
      ElsewhereSettings settings, WstepSettings wstep, PinnedAuthority pinned, BoundedHttp http) {
    Asker asker = new Asker(wstep, home, provider);
    SoapCalls calls = new SoapCalls(asker, http, clock);
    int authentication =
        wstep.userName().isPresent() ? EnrolmentPolicy.BY_NAME : EnrolmentPolicy.BY_CERTIFICATE;
    Places places =
        wstep.policyUrl().isPresent()
            ? new PolicyServer(
                wstep.policyUrl().get(), calls, authentication, pinned.chain().get(0), clock)
            : Places.at(settings.url());
    return new WstepAuthority(settings, pinned, asker, places, calls);
  }
}
