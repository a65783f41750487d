package org.scepter.issuing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.StartStep;

/** Opens the CA's keys at start, so that a missing one stops the deployment and no device. */
@ApplicationScoped
public class IssuingStart implements StartStep {
  private static final System.Logger LOG = System.getLogger(IssuingStart.class.getName());

  private final Instance<ScepterHome> home;
  private final PlatformSettings platform;
  private final AuthorityKeys keys;
  private final InfrastructureImport infrastructure;

  IssuingStart() {
    this(null, null, null, null);
  }

  @Inject
  public IssuingStart(
      Instance<ScepterHome> home,
      PlatformSettings platform,
      AuthorityKeys keys,
      InfrastructureImport infrastructure) {
    this.home = home;
    this.platform = platform;
    this.keys = keys;
    this.infrastructure = infrastructure;
  }

  @Override
  public int order() {
    return DATA;
  }

  @Override
  public void start() {
    if (!platform.has(NodeRole.CA)) {
      return;
    }
    keys.root();
    if (keys.isRootOffline()) {
      LOG.log(System.Logger.Level.INFO, "the root's key is kept elsewhere");
    }
    if (home.get().signsBySalt()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "certificates are signed by RSASSA-PSS, which Apple's systems refuse");
    }
    LOG.log(
        System.Logger.Level.INFO,
        "issuing CA, SHA-256 fingerprint "
            + keys.issuing().certificate().certificate().sha256().fingerprint());
    infrastructure.takeAll();
  }
}
