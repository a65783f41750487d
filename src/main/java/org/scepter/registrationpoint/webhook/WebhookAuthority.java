package org.scepter.registrationpoint.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.Refused;
import org.scepter.pki.Der;
import org.scepter.registrationpoint.authority.AuthorityKind;
import org.scepter.registrationpoint.outside.OutsideAnswer;
import org.scepter.registrationpoint.outside.OutsideAuthority;
import org.scepter.registrationpoint.outside.OutsideFaultException;
import org.scepter.registrationpoint.outside.OutsideHttp;
import org.scepter.registrationpoint.outside.Report;

/** A program of the operator's, one for each endpoint. It decides, and hears nothing more. */
@ApplicationScoped
public class WebhookAuthority implements OutsideAuthority {
  private static final System.Logger CRP = System.getLogger("scepter.CRP");

  private final WebhookSettings settings;
  private final Clock clock;
  private final Map<EndpointName, OutsideHttp> clients = new ConcurrentHashMap<>();

  WebhookAuthority() {
    this(null, null);
  }

  @Inject
  public WebhookAuthority(WebhookSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public AuthorityKind kind() {
    return AuthorityKind.WEBHOOK;
  }

  @Override
  public boolean isAwaited() {
    return false;
  }

  @Override
  public OutsideAnswer judge(Report report) {
    OutsideAnswer answer;
    try {
      answer = ask(settings.of(report.endpoint()).orElseThrow(), report);
    } catch (OutsideFaultException e) {
      answer = new OutsideAnswer.Silent(e.getMessage());
    } catch (UncheckedIOException | IllegalArgumentException e) {
      answer = new OutsideAnswer.Silent("the webhook's secret cannot be read");
    }
    if (answer instanceof OutsideAnswer.Silent silent) {
      CRP.log(
          System.Logger.Level.ERROR,
          "The webhook of " + report.endpoint() + " gave no answer. " + silent.detail());
    }
    return answer;
  }

  private OutsideAnswer ask(WebhookEndpoint endpoint, Report report) throws OutsideFaultException {
    byte[] body =
        WebhookMessages.question(report, clock.instant())
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint.url())
            .timeout(endpoint.transport().requestTimeout())
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .header("User-Agent", "Scepter")
            .header("X-Smallstep-Webhook-ID", endpoint.id())
            .header("X-Smallstep-Signature", WebhookSignature.of(body, endpoint.secret()))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    endpoint.bearer().ifPresent(token -> request.header("Authorization", "Bearer " + token));
    return WebhookMessages.answer(
        client(endpoint).send(request.build()).json(),
        report.request().challengePassword().orElseThrow());
  }

  private OutsideHttp client(WebhookEndpoint endpoint) {
    return clients.computeIfAbsent(endpoint.name(), any -> new OutsideHttp(endpoint.transport()));
  }

  @Override
  public OutsideAnswer issued(Report report, Der certificate) {
    return OutsideAnswer.Agreed.AS_ASKED;
  }

  @Override
  public void failed(Report report, Refused why) {
    // It said so itself, or is not concerned.
  }
}
