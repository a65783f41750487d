package org.scepter.registrationpoint;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import org.scepter.pki.Der;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.StartStep;

/** Says in NDESPlugin.log with what the policy module starts, as administrators look for it. */
@ApplicationScoped
public class PolicyModuleStart implements StartStep {
  private static final System.Logger PLUGIN = System.getLogger("scepter.NDESPlugin");

  private final PlatformSettings platform;
  private final Instance<RegistrationPointSettings> settings;
  private final Instance<ScepterHome> home;

  PolicyModuleStart() {
    this.platform = null;
    this.settings = null;
    this.home = null;
  }

  @Inject
  public PolicyModuleStart(
      PlatformSettings platform,
      Instance<RegistrationPointSettings> settings,
      Instance<ScepterHome> home) {
    this.platform = platform;
    this.settings = settings;
    this.home = home;
  }

  @Override
  public int order() {
    return READY;
  }

  @Override
  public void start() {
    if (!platform.has(NodeRole.NDES) || !platform.has(NodeRole.CRP)) {
      return;
    }
    info(
        "==========[ NDES policy module started in process "
            + ProcessHandle.current().pid()
            + " ]==========");
    info("Calling Initialize...");
    info("certificate registration point web server is " + settings.get().healthUrl().getHost());
    info("NDES thumbprint is " + thumbprint() + ".");
    info("certificate registration point webservice URL is CMCertificateRegistration");
    info("Certificate registration port number is " + platform.internalPort());
    info("Exiting Initialize with 0x0");
  }

  private String thumbprint() {
    X509Certificate certificate = home.get().key("ndes/policy-module.p12").certificate();
    try {
      return Der.of(certificate.getEncoded()).thumbprint().hex();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a key store's certificate has an encoding", e);
    }
  }

  private static void info(String line) {
    PLUGIN.log(System.Logger.Level.INFO, line);
  }
}
