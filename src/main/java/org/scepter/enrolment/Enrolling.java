package org.scepter.enrolment;

import java.util.Optional;
import org.scepter.pki.TemplateName;

/**
 * The registration authority's use case: choose the template, ask the policy module, ask the CA,
 * notify. Keeps no state, decides nothing itself.
 */
public final class Enrolling {
  private final PolicyModule policyModule;
  private final IssuingAuthority authority;

  public Enrolling(PolicyModule policyModule, IssuingAuthority authority) {
    this.policyModule = policyModule;
    this.authority = authority;
  }

  /** Takes one request to its end; the same request again comes to the same end. */
  public Issuance enrol(EnrolmentRequest asked) {
    Optional<TemplateName> template = asked.templates().choose(asked.request().keyUsage());
    if (template.isEmpty()) {
      return new Refused(
          RefusalReason.TemplateNotAvailable, "the requested key usage selects no template");
    }
    return policyModule
        .verify(
            new VerificationRequest(
                asked.endpoint(),
                asked.transaction(),
                template.get(),
                asked.request(),
                asked.message(),
                asked.contentKey(),
                asked.issuingCa()))
        .accept(new OnVerdict(asked));
  }

  private final class OnVerdict implements Verdict.Handler<Issuance> {
    private final EnrolmentRequest asked;

    OnVerdict(EnrolmentRequest asked) {
      this.asked = asked;
    }

    @Override
    public Issuance authorised(Authorised verdict) {
      Authorisation authorisation = verdict.authorisation();
      Issuance issuance = authority.issue(authorisation, asked.request());
      policyModule.notify(
          new Outcome(
              authorisation.id(),
              asked.endpoint(),
              asked.transaction(),
              issuance,
              Optional.empty()));
      return issuance;
    }

    @Override
    public Issuance refused(Refused verdict) {
      return verdict;
    }

    @Override
    public Issuance pending(Pending verdict) {
      return verdict;
    }
  }
}
