package org.scepter.registrationpoint.intune;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import org.scepter.registrationpoint.outside.OutsideHttp;

/** Makes the one client of Intune that a node has, when it is first needed. */
@ApplicationScoped
public class IntuneCaller {
  private final IntuneSettings settings;
  private final Clock clock;
  private IntuneApi api;

  IntuneCaller() {
    this(null, null);
  }

  @Inject
  public IntuneCaller(IntuneSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  synchronized IntuneApi api() {
    if (api == null) {
      api = new IntuneApi(settings, new OutsideHttp(settings.transport()), clock);
    }
    return api;
  }
}
