package org.scepter.diagnostics.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.scepter.diagnostics.Check;
import org.scepter.diagnostics.Finding;
import org.scepter.issuing.template.Template;
import org.scepter.issuing.template.Templates;
import org.scepter.issuing.template.TemplatesInForce;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.TemplateName;
import org.scepter.platform.NodeRole;
import org.scepter.platform.Page;
import org.scepter.platform.PlatformSettings;
import org.scepter.profile.Profiles;
import org.scepter.profile.ScepProfile;
import org.scepter.scep.endpoint.Endpoint;
import org.scepter.scep.endpoint.EndpointAuthority;
import org.scepter.scep.endpoint.ScepSettings;

/**
 * Whether the templates that endpoints name for each key usage are there and give certificates of
 * that usage, and whether profiles name the one that their requests will get.
 */
@ApplicationScoped
public class TemplateCheck implements Check {
  private static final String SUBJECT = "templates";

  private final PlatformSettings platform;
  private final ScepSettings endpoints;
  private final TemplatesInForce templates;
  private final Profiles profiles;

  TemplateCheck() {
    this(null, null, null, null);
  }

  @Inject
  public TemplateCheck(
      PlatformSettings platform,
      ScepSettings endpoints,
      TemplatesInForce templates,
      Profiles profiles) {
    this.platform = platform;
    this.endpoints = endpoints;
    this.templates = templates;
    this.profiles = profiles;
  }

  @Override
  public List<Finding> look() {
    if (!platform.has(NodeRole.CA)) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    Templates now = templates.now();
    List<Endpoint> issuing =
        endpoints.endpoints().values().stream()
            .filter(each -> each.authority() != EndpointAuthority.NONE)
            .sorted(java.util.Comparator.comparing(each -> each.name().value()))
            .toList();
    issuing.forEach(endpoint -> map(endpoint, now, findings));
    if (platform.has(NodeRole.SITE)) {
      profiles(findings);
    }
    return findings.isEmpty()
        ? List.of(
            Finding.ok(
                SUBJECT,
                "those of "
                    + issuing.size()
                    + " endpoints are among the "
                    + now.issuable().size()
                    + " published ones and fit their key usages"))
        : findings;
  }

  static void map(Endpoint endpoint, Templates templates, List<Finding> findings) {
    for (KeyUsageMask usage : KeyUsageMask.values()) {
      TemplateName name = endpoint.templates().choose(OptionalInt.of(usage.bits())).orElseThrow();
      Optional<Template> template = templates.issuable(name);
      String setting = "scepter.scep.endpoint." + endpoint.name() + "." + setting(usage);
      if (template.isEmpty()) {
        findings.add(
            Finding.fail(
                SUBJECT,
                "the endpoint " + endpoint.name() + " names " + name + ", which is not published",
                "correct "
                    + setting
                    + " or publish it: POST /api/v1/templates/"
                    + name
                    + "/publish"));
      } else if (template.get().terms().keyUsage() != usage) {
        findings.add(
            Finding.warn(
                SUBJECT,
                "the endpoint "
                    + endpoint.name()
                    + " has "
                    + name
                    + " for the key usage "
                    + bits(usage)
                    + ", which gives "
                    + bits(template.get().terms().keyUsage()),
                "name one of the same key usage in " + setting));
      }
    }
  }

  private void profiles(List<Finding> findings) {
    try {
      profiles
          .list(new Page("", Page.MAX_LIMIT))
          .items()
          .forEach(each -> profile(each, endpoints, findings));
    } catch (RuntimeException e) {
      // The database is looked at by itself.
      return;
    }
  }

  static void profile(ScepProfile profile, ScepSettings endpoints, List<Finding> findings) {
    Optional<Endpoint> endpoint = endpoints.endpoint(profile.endpoint());
    if (endpoint.isEmpty()) {
      findings.add(
          Finding.warn(
              SUBJECT,
              "the profile " + profile.name() + " names the endpoint " + profile.endpoint(),
              "add it to scepter.scep.endpoints, or make the profile for another"));
      return;
    }
    Optional<TemplateName> chosen =
        endpoint.get().templates().choose(OptionalInt.of(profile.keyUsage().bits()));
    if (chosen.filter(profile.template()::equals).isEmpty()) {
      findings.add(
          Finding.warn(
              SUBJECT,
              "requests of the profile "
                  + profile.name()
                  + " get "
                  + chosen.map(TemplateName::toString).orElse("no template")
                  + " at the endpoint "
                  + profile.endpoint()
                  + ", but it names "
                  + profile.template(),
              "name the same template in the profile and in the endpoint's settings"));
    }
  }

  private static String setting(KeyUsageMask usage) {
    return switch (usage) {
      case SIGNATURE -> "signature-template";
      case ENCRYPTION -> "encryption-template";
      case GENERAL_PURPOSE -> "general-purpose-template";
    };
  }

  private static String bits(KeyUsageMask usage) {
    return String.format("0x%02X", usage.bits());
  }
}
