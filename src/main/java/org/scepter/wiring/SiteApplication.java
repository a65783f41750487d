package org.scepter.wiring;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.scepter.backup.SnapshotResource;
import org.scepter.device.CollectionsResource;
import org.scepter.device.DeploymentsResource;
import org.scepter.device.DevicesResource;
import org.scepter.device.HandoutResource;
import org.scepter.device.people.ApiTokensResource;
import org.scepter.diagnostics.server.CheckResource;
import org.scepter.issuing.CertificatesResource;
import org.scepter.issuing.elsewhere.revocation.RevocationElsewhereResource;
import org.scepter.issuing.revocation.RevocationResource;
import org.scepter.issuing.succession.AuthoritiesResource;
import org.scepter.issuing.template.TemplatesResource;
import org.scepter.joining.ExpectedNodesResource;
import org.scepter.joining.keys.KeySetsResource;
import org.scepter.monitoring.AuditResource;
import org.scepter.profile.ScepProfilesResource;
import org.scepter.profile.TrustedRootProfilesResource;
import org.scepter.registrationpoint.ChallengesResource;
import org.scepter.registrationpoint.approval.ApprovalsResource;
import org.scepter.registrationpoint.bulk.BulkResource;
import org.scepter.registrationpoint.health.RegistrationPointResource;
import org.scepter.registrationpoint.node.NodesResource;
import org.scepter.renewal.InfrastructureCertificatesResource;

/** The API for people and their programs. */
@ApplicationPath("/api/v1")
public class SiteApplication extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Applications.with(
        TrustedRootProfilesResource.class,
        ScepProfilesResource.class,
        HandoutResource.class,
        DevicesResource.class,
        CollectionsResource.class,
        DeploymentsResource.class,
        ApiTokensResource.class,
        ChallengesResource.class,
        BulkResource.class,
        ApprovalsResource.class,
        CertificatesResource.class,
        TemplatesResource.class,
        RevocationResource.class,
        RevocationElsewhereResource.class,
        AuthoritiesResource.class,
        KeySetsResource.class,
        NodesResource.class,
        ExpectedNodesResource.class,
        RegistrationPointResource.class,
        InfrastructureCertificatesResource.class,
        AuditResource.class,
        CheckResource.class,
        SnapshotResource.class,
        OpenApiResource.class);
  }
}
