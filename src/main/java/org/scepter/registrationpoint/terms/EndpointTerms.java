package org.scepter.registrationpoint.terms;

import java.time.Period;
import java.util.Objects;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.TemplateMap;
import org.scepter.pki.TemplateName;
import org.scepter.platform.SettingsReader;

/**
 * Within what an endpoint takes a request's own names.
 *
 * @param name the endpoint
 * @param authority who decides there, as the settings name him
 * @param templates {@code signature-template}, {@code encryption-template}, {@code
 *     general-purpose-template}: what it may issue from, by key usage
 * @param names {@code allowed-subjects} and {@code allowed-alt-names}, patterns separated by
 *     semicolons: the names that it may issue; none allow nothing
 * @param certificateValidity {@code certificate-validity}, P1Y: how long certificates live, as far
 *     as their template lets them
 * @param allowSidCheckedByAuthority {@code allow-sid-checked-by-authority}, off: whether the SID in
 *     a request is issued because the authority let the request pass
 */
public record EndpointTerms(
    EndpointName name,
    String authority,
    TemplateMap templates,
    NamePatterns names,
    Period certificateValidity,
    boolean allowSidCheckedByAuthority) {
  public EndpointTerms {
    Objects.requireNonNull(name);
    Objects.requireNonNull(authority);
    Objects.requireNonNull(templates);
    Objects.requireNonNull(names);
    Objects.requireNonNull(certificateValidity);
  }

  /**
   * Reads what stands beneath {@code scepter.scep.endpoint.<name>.}; faults stay in {@code reader}.
   *
   * @param checksAccounts whether the authority may be trusted with SIDs at all
   */
  public static EndpointTerms from(
      SettingsReader reader, EndpointName name, String authority, boolean checksAccounts) {
    String prefix = "scepter.scep.endpoint." + name + ".";
    return new EndpointTerms(
        name,
        authority,
        new TemplateMap(
            template(reader, prefix + "signature-template", "ScepterDeviceSignature"),
            template(reader, prefix + "encryption-template", "ScepterDeviceEncryption"),
            template(reader, prefix + "general-purpose-template", "ScepterDevice")),
        NamePatterns.from(reader, prefix),
        certificateValidity(reader, prefix + "certificate-validity"),
        checksAccounts && reader.flag(prefix + "allow-sid-checked-by-authority", false));
  }

  private static TemplateName template(SettingsReader reader, String key, String otherwise) {
    return reader.value(
        key,
        new TemplateName(otherwise),
        TemplateName::new,
        "must be a template name of 1 to 64 ASCII letters, digits, blanks and ._()-");
  }

  private static Period certificateValidity(SettingsReader reader, String key) {
    String accepted = "must be an ISO 8601 period of 1 day to 10 years, like P1Y";
    Period otherwise = Period.ofYears(1);
    Period period = reader.value(key, otherwise, Period::parse, accepted);
    if (period.isNegative() || period.isZero() || period.toTotalMonths() > 120) {
      reader.fault(key, accepted);
      return otherwise;
    }
    return period;
  }

  /** The profile that enrolments here have in records; no profile of the site has a colon. */
  public String profile() {
    return authority + ":" + name;
  }
}
