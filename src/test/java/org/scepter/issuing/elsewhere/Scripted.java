package org.scepter.issuing.elsewhere;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.scepter.enrolment.Authorisation;
import org.scepter.issuing.revocation.RevocationReason;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.Der;

/** Another CA that answers what it was told to, one after the other. */
final class Scripted implements OtherAuthority {
  final Deque<Supplier<OtherAnswer>> answers = new ArrayDeque<>();
  final List<String> asked = new ArrayList<>();
  final List<Der> revoked = new ArrayList<>();
  final List<RevocationReason> reasons = new ArrayList<>();
  final Deque<RevocationAnswer> revocations = new ArrayDeque<>();
  boolean answersForUnclear;
  boolean asksByRequest;

  Scripted then(OtherAnswer answer) {
    answers.add(() -> answer);
    return this;
  }

  @Override
  public OtherAnswer ask(
      Authorisation authorisation,
      CertificationRequest request,
      String reference,
      Predicate<Der> fits) {
    asked.add("ask");
    return answers.remove().get();
  }

  @Override
  public OtherAnswer askAgain(
      Authorisation authorisation,
      CertificationRequest request,
      String reference,
      Predicate<Der> fits) {
    asked.add("again " + reference);
    return answers.remove().get();
  }

  @Override
  public String reference(Authorisation authorisation) {
    return "named";
  }

  @Override
  public boolean answersForUnclear() {
    return answersForUnclear;
  }

  @Override
  public boolean asksByRequest() {
    return asksByRequest;
  }

  @Override
  public boolean revokes() {
    return true;
  }

  @Override
  public RevocationAnswer revoke(Der certificate, RevocationReason reason) {
    revoked.add(certificate);
    reasons.add(reason);
    return revocations.isEmpty() ? RevocationAnswer.revoked("revoked") : revocations.remove();
  }

  @Override
  public List<String> faults() {
    return List.of();
  }
}
