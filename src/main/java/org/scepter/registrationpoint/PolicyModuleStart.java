package org.scepter.registrationpoint;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.Certificate;
import org.scepter.enrolment.IssuingAuthority;
import org.scepter.pki.SubjectName;
import org.scepter.pki.UnreadableException;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.StartStep;
import org.scepter.platform.peer.ClientCertificate;
import org.scepter.platform.peer.NodeIdentity;
import org.scepter.registrationpoint.plugin.PolicyModuleLog;

/** Says in NDESPlugin.log with what the policy module starts, as administrators look for it. */
@ApplicationScoped
public class PolicyModuleStart implements StartStep {
  private final PlatformSettings platform;
  private final Instance<RegistrationPointSettings> settings;
  private final Instance<ScepterHome> home;
  private final Instance<IssuingAuthority> authority;

  PolicyModuleStart() {
    this.platform = null;
    this.settings = null;
    this.home = null;
    this.authority = null;
  }

  @Inject
  public PolicyModuleStart(
      PlatformSettings platform,
      Instance<RegistrationPointSettings> settings,
      Instance<ScepterHome> home,
      Instance<IssuingAuthority> authority) {
    this.platform = platform;
    this.settings = settings;
    this.home = home;
    this.authority = authority;
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
    String host = settings.get().healthUrl().getHost();
    List<String> found = new ArrayList<>();
    found.add("certificate registration point web server is " + host);
    found.add("NDES thumbprint is " + thumbprint() + ".");
    found.add("certificate registration point webservice URL is CMCertificateRegistration");
    issuer().ifPresent(name -> found.add("CA Issuer Name is " + name));
    found.add("Certificate registration port number is " + platform.internalPort());
    PolicyModuleLog.started(found);
  }

  /** Host and name of the issuing CA, as Microsoft's module writes them. */
  private Optional<String> issuer() {
    try {
      byte[] ca = authority.get().chain().get(0).bytes();
      return SubjectName.fromDer(Certificate.getInstance(ca).getSubject().getEncoded("DER"))
          .commonName()
          .map(name -> settings.get().healthUrl().getHost() + "\\\\" + name);
    } catch (IOException | UnreadableException | RuntimeException e) {
      // The CA may be another node that is not there yet; nothing depends on its name.
      return Optional.empty();
    }
  }

  private String thumbprint() {
    return ClientCertificate.thumbprint(home.get().key(NodeIdentity.KEY).certificate()).hex();
  }
}
