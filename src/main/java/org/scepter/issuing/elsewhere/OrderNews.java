package org.scepter.issuing.elsewhere;

import java.util.function.Consumer;
import org.scepter.enrolment.Authorisation;
import org.scepter.issuing.SigningIntent;
import org.scepter.platform.Happening;

/** Tells the audit of an order. */
final class OrderNews {
  private static final String ACTION = "certificate.order";

  private final OtherCa otherCa;
  private final Consumer<Happening> happenings;
  private final Authorisation authorisation;

  OrderNews(OtherCa otherCa, Consumer<Happening> happenings, Authorisation authorisation) {
    this.otherCa = otherCa;
    this.happenings = happenings;
    this.authorisation = authorisation;
  }

  void issued(SigningIntent recorded) {
    happenings.accept(
        Happening.done(
            "certificate.issue",
            "certificate:" + recorded.serial().hex(),
            authorisation.transaction().value()));
  }

  void waiting(String why) {
    happened(Happening.Outcome.DONE, why);
  }

  void declined(String why) {
    happened(Happening.Outcome.REFUSED, why);
  }

  void alarm(String why) {
    happened(Happening.Outcome.ALARM, why);
  }

  /** Nobody knows whether the other CA has issued. */
  void unclear(Order order) {
    if (otherCa.authority().answersForUnclear()) {
      happened(Happening.Outcome.FAILED, "Unclear: " + order.detail());
      return;
    }
    alarm(
        "Unclear: "
            + order.detail()
            + (otherCa.settings().repeatsUnclear()
                ? "; it is sent again"
                : "; it is not sent again: look for its certificate at the other CA, then give the"
                    + " device a new challenge"));
  }

  private void happened(Happening.Outcome how, String why) {
    happenings.accept(
        new Happening(
            ACTION,
            "enrolment:" + authorisation.id(),
            how,
            why,
            authorisation.transaction().value()));
  }
}
