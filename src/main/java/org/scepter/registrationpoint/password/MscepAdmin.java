package org.scepter.registrationpoint.password;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.IssuingAuthority;
import org.scepter.pki.ChallengePassword;
import org.scepter.pki.Der;
import org.scepter.platform.Caller;
import org.scepter.platform.Happening;
import org.scepter.platform.PersonRole;

/** What mscep_admin answers, in values. */
@ApplicationScoped
public class MscepAdmin {
  private static final System.Logger CRP = System.getLogger("scepter.CRP");
  private static final Set<PersonRole> ALLOWED =
      Set.of(PersonRole.ADMINISTRATOR, PersonRole.OPERATOR);

  private final PasswordSettings settings;
  private final OneTimePasswords passwords;
  private final Instance<IssuingAuthority> authority;
  private final Event<Happening> happenings;

  /** A status, a media type and bytes. */
  static final class Answer {
    private static final String HTML = "text/html;charset=UTF-16LE";
    private static final String TEXT = "text/plain;charset=UTF-8";

    private final int status;
    private final String mediaType;
    private final byte[] body;

    private Answer(int status, String mediaType, byte[] body) {
      this.status = status;
      this.mediaType = Objects.requireNonNull(mediaType);
      this.body = body;
    }

    // Programs look into a page only if its status is 200, whatever it says.
    static Answer page(byte[] page) {
      return new Answer(200, HTML, page);
    }

    static Answer text(int status, String text) {
      return new Answer(status, TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    int status() {
      return status;
    }

    String mediaType() {
      return mediaType;
    }

    byte[] body() {
      return body.clone();
    }
  }

  MscepAdmin() {
    this.settings = null;
    this.passwords = null;
    this.authority = null;
    this.happenings = null;
  }

  @Inject
  public MscepAdmin(
      PasswordSettings settings,
      OneTimePasswords passwords,
      Instance<IssuingAuthority> authority,
      Event<Happening> happenings) {
    this.settings = settings;
    this.passwords = passwords;
    this.authority = authority;
    this.happenings = happenings;
  }

  /**
   * @param rawQuery the query as it came, null without one
   */
  @Transactional
  Answer answer(String rawQuery, Caller caller) {
    Optional<AdminQuery> query = AdminQuery.read(rawQuery);
    if (query.isEmpty()) {
      return Answer.text(400, "The query cannot be read.\n");
    }
    Optional<PasswordEndpoint> endpoint = endpoint(query.get());
    if (endpoint.isEmpty()) {
      return Answer.text(403, "Forbidden: this endpoint has no passwords.\n");
    }
    if (caller.roles().stream().noneMatch(ALLOWED::contains)) {
      return forbidden(endpoint.get(), query.get());
    }
    return switch (query.get().operation()) {
      case PAGE -> page(endpoint.get());
      case GENERATE_CHALLENGE -> challenge(endpoint.get(), query.get());
      case CA_THUMBPRINT ->
          ca().map(MscepAdminPage::thumbprint)
              .map(thumbprint -> Answer.text(200, thumbprint))
              .orElseGet(() -> Answer.text(503, "The CA's certificate is not known here.\n"));
      case UNKNOWN -> Answer.text(400, "There is no such operation.\n");
    };
  }

  private Optional<PasswordEndpoint> endpoint(AdminQuery query) {
    return query.endpoint().isEmpty()
        ? settings.first()
        : query.endpoint().flatMap(AdminQuery::endpointName).flatMap(this::named);
  }

  private Optional<PasswordEndpoint> named(EndpointName name) {
    return settings.endpoint(name);
  }

  private Answer forbidden(PasswordEndpoint endpoint, AdminQuery query) {
    CRP.log(
        System.Logger.Level.WARNING,
        "event 6: no password at " + endpoint.name() + ", the caller has none of the roles for it");
    happenings.fire(
        Happening.refused("password.issue", "endpoint:" + endpoint.name(), "RoleMissing", ""));
    return query.operation() == AdminQuery.Operation.PAGE
        ? Answer.page(MscepAdminPage.noPermission())
        : Answer.text(403, "Forbidden.\n");
  }

  private Answer page(PasswordEndpoint endpoint) {
    return passwords
        .give(endpoint, OneTimePassword.Scope.ANY)
        .map(password -> Answer.page(MscepAdminPage.password(endpoint, password, ca())))
        .orElseGet(() -> Answer.page(MscepAdminPage.full(endpoint)));
  }

  private Answer challenge(PasswordEndpoint endpoint, AdminQuery query) {
    Optional<OneTimePassword.Scope> scope = query.scope();
    if (scope.isEmpty()) {
      return Answer.text(
          400, "keyUsage is 0x20, 0x80 or 0xA0; params is empty or the request's subject.\n");
    }
    if (scope.get().subject().filter(subject -> !endpoint.names().allows(subject)).isPresent()) {
      return Answer.text(403, "Forbidden: the endpoint does not issue this subject.\n");
    }
    return passwords
        .give(endpoint, scope.get())
        .map(ChallengePassword::reveal)
        .map(password -> Answer.text(200, password))
        .orElseGet(() -> Answer.text(503, "The password cache is full.\n"));
  }

  private Optional<Der> ca() {
    try {
      return authority.isResolvable()
          ? authority.get().chain().stream().findFirst()
          : Optional.empty();
    } catch (RuntimeException e) {
      CRP.log(System.Logger.Level.WARNING, "mscep_admin shows no thumbprint: the CA is away", e);
      return Optional.empty();
    }
  }
}
