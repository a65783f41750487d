package org.scepter.issuing.elsewhere;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.scepter.issuing.elsewhere.cmp.CmpSettings;
import org.scepter.issuing.elsewhere.wstep.WstepSettings;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.SettingsCheck;
import org.scepter.platform.SettingsReader;
import org.scepter.platform.StartStep;

/** Has the settings read and the files opened at start, so that a fault stops the deployment. */
@ApplicationScoped
public class ElsewhereStart implements SettingsCheck, StartStep {
  private static final System.Logger LOG = System.getLogger(ElsewhereStart.class.getName());

  private final PlatformSettings platform;
  private final SettingsReader reader;
  private final OtherCa otherCa;

  ElsewhereStart() {
    this(null, null, null);
  }

  @Inject
  public ElsewhereStart(PlatformSettings platform, SettingsReader reader, OtherCa otherCa) {
    this.platform = platform;
    this.reader = reader;
    this.otherCa = otherCa;
  }

  @Override
  public void check(SettingsReader into) {
    if (PlatformSettings.from(into).has(NodeRole.CA)) {
      Backend backend = ElsewhereSettings.from(into).backend();
      if (backend == Backend.CMP) {
        CmpSettings.from(into);
      }
      if (backend == Backend.WSTEP) {
        WstepSettings.from(into);
      }
    }
  }

  @Override
  public int order() {
    return DATA;
  }

  @Override
  public void start() {
    if (!platform.has(NodeRole.CA) || !isElsewhere(reader)) {
      return;
    }
    otherCa.open();
    LOG.log(
        System.Logger.Level.INFO,
        "devices get their certificates from another CA, "
            + otherCa.settings().backend()
            + " "
            + otherCa.settings().url()
            + ", SHA-256 fingerprint of its certificate "
            + otherCa.pinned().chain().get(0).sha256().fingerprint());
  }

  /** Whether another CA issues to devices. */
  public static boolean isElsewhere(SettingsReader reader) {
    return ElsewhereSettings.from(reader).backend() != Backend.LOCAL;
  }
}
