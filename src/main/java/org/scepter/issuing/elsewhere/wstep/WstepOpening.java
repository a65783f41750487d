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
    return new WstepAuthority(settings, pinned, new Asker(wstep, home, provider), http, clock);
  }
}
