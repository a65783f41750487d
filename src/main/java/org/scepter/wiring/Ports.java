package org.scepter.wiring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import java.security.cert.X509Certificate;
import java.util.List;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.Enrolling;
import org.scepter.enrolment.IssuingAuthority;
import org.scepter.enrolment.PolicyModule;
import org.scepter.issuing.LocalIssuingAuthority;
import org.scepter.issuing.elsewhere.ElsewhereAuthority;
import org.scepter.issuing.elsewhere.ElsewhereStart;
import org.scepter.issuing.remote.RemoteIssuingAuthority;
import org.scepter.issuing.template.SubjectSource;
import org.scepter.issuing.template.Template;
import org.scepter.issuing.template.TemplatesInForce;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.SettingsReader;
import org.scepter.profile.PublicAddresses;
import org.scepter.profile.PublishedTemplates;
import org.scepter.profile.TrustedRoots;
import org.scepter.registrationpoint.LocalPolicyModule;
import org.scepter.registrationpoint.node.NdesAddresses;
import org.scepter.registrationpoint.remote.NDESPolicy;
import org.scepter.registrationpoint.terms.IssuableTemplate;
import org.scepter.registrationpoint.terms.IssuableTemplates;

/** Binds the ports of one component to what another provides. */
@ApplicationScoped
public class Ports {
  @Produces
  @Dependent
  PolicyModule policyModule(PlatformSettings settings, LocalPolicyModule local, NDESPolicy remote) {
    return settings.has(NodeRole.CRP) ? local : remote;
  }

  @Produces
  @Dependent
  IssuingAuthority issuingAuthority(
      PlatformSettings settings,
      SettingsReader reader,
      LocalIssuingAuthority local,
      ElsewhereAuthority elsewhere,
      RemoteIssuingAuthority remote) {
    if (!settings.has(NodeRole.CA)) {
      return remote;
    }
    return ElsewhereStart.isElsewhere(reader) ? elsewhere : local;
  }

  @Produces
  @Dependent
  TrustedRoots.OwnRoot ownRoot(
      PlatformSettings settings,
      SettingsReader reader,
      Instance<ScepterHome> home,
      ElsewhereAuthority elsewhere) {
    return settings.has(NodeRole.CA) && ElsewhereStart.isElsewhere(reader)
        ? elsewhere::root
        : () -> last(home.get().key("ca/issuing.p12").chain());
  }

  private static X509Certificate last(List<X509Certificate> chain) {
    return chain.get(chain.size() - 1);
  }

  @Produces
  @Dependent
  Enrolling enrolling(PolicyModule policyModule, IssuingAuthority authority) {
    return new Enrolling(policyModule, authority);
  }

  @Produces
  @Dependent
  PublishedTemplates publishedTemplates(TemplatesInForce templates) {
    return new TemplatesForProfiles(templates);
  }

  @Produces
  @Dependent
  PublicAddresses publicAddresses(NdesAddresses addresses) {
    return endpoint -> addresses.serving(new EndpointName(endpoint));
  }

  @Produces
  @Dependent
  IssuableTemplates issuableTemplates(TemplatesInForce templates) {
    return name -> templates.now().issuable(name).map(Ports::issuable);
  }

  private static IssuableTemplate issuable(Template template) {
    return new IssuableTemplate(
        template.name(),
        template.version(),
        template.terms().keyUsage(),
        template.terms().extendedKeyUsages(),
        template.terms().maximumValidity(),
        template.terms().renewalPeriod(),
        template.terms().keys(),
        template.terms().names(),
        template.terms().endpoints(),
        template.terms().subject() == SubjectSource.RECORD,
        template.terms().approval());
  }
}
