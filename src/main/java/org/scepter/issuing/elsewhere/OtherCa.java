package org.scepter.issuing.elsewhere;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.Provider;
import java.security.SecureRandom;
import java.time.Clock;
import org.scepter.issuing.elsewhere.cmp.CmpOpening;
import org.scepter.issuing.elsewhere.cmp.CmpSettings;
import org.scepter.issuing.elsewhere.est.EstAuthority;
import org.scepter.issuing.elsewhere.http.BoundedHttp;
import org.scepter.issuing.elsewhere.http.TlsContexts;
import org.scepter.issuing.elsewhere.wstep.WstepOpening;
import org.scepter.issuing.elsewhere.wstep.WstepSettings;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.SettingsReader;
import org.scepter.platform.UnusableHomeException;

/** The CA behind this one, opened once. */
@ApplicationScoped
public class OtherCa {
  private final SettingsReader reader;
  private final ScepterHome home;
  private final Provider provider;
  private final SecureRandom random;
  private final Clock clock;
  private volatile Opened opened;

  private record Opened(
      ElsewhereSettings settings, PinnedAuthority pinned, OtherAuthority authority) {}

  OtherCa() {
    this(null, null, null, null, null);
  }

  @Inject
  public OtherCa(
      SettingsReader reader,
      ScepterHome home,
      Provider provider,
      SecureRandom random,
      Clock clock) {
    this.random = random;
    this.clock = clock;
    this.reader = reader;
    this.home = home;
    this.provider = provider;
  }

  /**
   * Reads all files that are needed.
   *
   * @throws UnusableHomeException if one cannot be used
   */
  void open() {
    opened();
  }

  private Opened opened() {
    Opened held = opened;
    if (held == null) {
      ElsewhereSettings settings = ElsewhereSettings.from(reader);
      PinnedAuthority pinned =
          PinnedAuthority.read(home.directory().resolve(settings.caFile()), provider);
      held = new Opened(settings, pinned, authority(settings, pinned));
      opened = held;
    }
    return held;
  }

  private OtherAuthority authority(ElsewhereSettings settings, PinnedAuthority pinned) {
    TlsContexts tls = new TlsContexts(settings.call(), home);
    tls.requireUsable();
    BoundedHttp http = new BoundedHttp(settings.call(), tls);
    return switch (settings.backend()) {
      case EST -> new EstAuthority(settings, pinned, http, tls);
      case CMP ->
          new CmpOpening(home, provider, random, clock)
              .open(settings, CmpSettings.from(reader), pinned, http, tls);
      case WSTEP ->
          new WstepOpening(home, provider, clock)
              .open(settings, WstepSettings.from(reader), pinned, http);
      case LOCAL ->
          throw new UnusableHomeException(
              ElsewhereSettings.BACKEND + " " + settings.backend() + " has no other CA");
    };
  }

  public ElsewhereSettings settings() {
    return opened().settings();
  }

  public PinnedAuthority pinned() {
    return opened().pinned();
  }

  public OtherAuthority authority() {
    return opened().authority();
  }
}
