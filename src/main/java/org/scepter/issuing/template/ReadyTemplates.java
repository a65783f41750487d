package org.scepter.issuing.template;

import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.scepter.pki.KeyBounds;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.PublicKeyInfo.Algorithm;
import org.scepter.pki.SubjectAltName.Kind;
import org.scepter.pki.TemplateName;
import org.scepter.pki.constraint.NameBounds;
import org.scepter.pki.constraint.NameConstraints;
import org.scepter.platform.AllowList;

/** Templates that are there from the beginning, beside those of the settings. */
public final class ReadyTemplates {
  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
  private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
  private static final String EMAIL = "1.3.6.1.5.5.7.3.4";
  private static final String IPSEC_IKE = "1.3.6.1.5.5.7.3.17";
  // Microsoft's Certificate Request Agent: devices look for it in an RA's certificates.
  private static final String REQUEST_AGENT = "1.3.6.1.4.1.311.20.2.1";
  private static final KeyBounds RSA = new KeyBounds(Set.of(Algorithm.RSA), 2048, 256);

  /** What the RA signs with, by AD CS's name for it. */
  public static final Template ENROLLMENT_AGENT =
      registrationAuthority(
          "Exchange Enrollment Agent (Offline request)",
          "The certificate with which the registration authority signs its answers.",
          KeyUsageMask.SIGNATURE);

  /** What devices encrypt their requests for, by AD CS's name for it. */
  public static final Template CEP_ENCRYPTION =
      registrationAuthority(
          "CEP Encryption",
          "The certificate for which devices encrypt their requests.",
          KeyUsageMask.ENCRYPTION);

  private ReadyTemplates() {}

  /** All, those for devices not published. */
  static List<Template> all() {
    return List.of(user(), networkDevice(), ENROLLMENT_AGENT, CEP_ENCRYPTION);
  }

  private static Template user() {
    return new Template(
        new TemplateName("ScepterUser"),
        1,
        false,
        new TemplateTerms(
            "Certificates of people, named as the record of their device says.",
            Holder.DEVICE,
            KeyUsageMask.GENERAL_PURPOSE,
            SubjectSource.RECORD,
            RSA,
            List.of(CLIENT_AUTH, EMAIL),
            Period.ofYears(1),
            Optional.of(Period.ofDays(90)),
            Optional.of(RequestHash.SHA_256),
            new NameBounds(Set.of(Kind.EMAIL, Kind.UPN, Kind.URI), NameConstraints.NONE),
            AllowList.EVERYBODY,
            Readers.ADMINISTRATORS,
            false));
  }

  private static Template networkDevice() {
    return new Template(
        new TemplateName("ScepterNetworkDevice"),
        1,
        false,
        new TemplateTerms(
            "Routers, switches and printers, which name themselves.",
            Holder.DEVICE,
            KeyUsageMask.GENERAL_PURPOSE,
            SubjectSource.REQUEST,
            RSA,
            List.of(CLIENT_AUTH, SERVER_AUTH, IPSEC_IKE),
            Period.ofYears(2),
            Optional.of(Period.ofDays(180)),
            Optional.empty(),
            new NameBounds(Set.of(Kind.DNS, Kind.IP), NameConstraints.NONE),
            AllowList.EVERYBODY,
            Readers.ADMINISTRATORS,
            false));
  }

  private static Template registrationAuthority(
      String name, String description, KeyUsageMask usage) {
    return new Template(
        new TemplateName(name),
        1,
        false,
        new TemplateTerms(
            description,
            Holder.REGISTRATION_AUTHORITY,
            usage,
            SubjectSource.RECORD,
            RSA,
            List.of(REQUEST_AGENT),
            Period.ofYears(10),
            Optional.empty(),
            Optional.of(RequestHash.SHA_256),
            new NameBounds(Set.of(), NameConstraints.NONE),
            AllowList.NOBODY,
            Readers.NOBODY,
            false));
  }
}
