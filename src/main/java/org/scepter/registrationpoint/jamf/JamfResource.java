package org.scepter.registrationpoint.jamf;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.scepter.enrolment.EndpointName;
import org.scepter.platform.Access;
import org.scepter.platform.JsonBody;
import org.scepter.platform.Listener;
import org.scepter.platform.NodeRole;
import org.scepter.platform.Problem;
import org.scepter.registrationpoint.password.OneTimePassword;
import org.scepter.registrationpoint.password.OneTimePasswords;
import org.scepter.registrationpoint.password.PasswordEndpoint;
import org.scepter.registrationpoint.password.PasswordSettings;

/**
 * {@code POST /jamf/{endpoint}}: Jamf Pro's webhook {@code SCEPChallenge}. The answer's body is the
 * challenge and nothing else; Jamf Pro puts it into the profile as it comes.
 */
@Path("{endpoint}")
@Access(who = Access.Who.MANAGER, listeners = Listener.HTTPS, roles = NodeRole.CRP)
@ApplicationScoped
public class JamfResource {
  private static final String EVENT = "SCEPChallenge";

  private final OneTimePasswords passwords;
  private final PasswordSettings settings;

  // For RESTEasy, which deploys no class without it.
  public JamfResource() {
    this(null, null);
  }

  @Inject
  public JamfResource(OneTimePasswords passwords, PasswordSettings settings) {
    this.passwords = passwords;
    this.settings = settings;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response challenge(@PathParam("endpoint") String name, InputStream body)
      throws IOException {
    byte[] bytes = body.readNBytes(JsonBody.MAX_LENGTH + 1);
    if (bytes.length > JsonBody.MAX_LENGTH) {
      return Problem.of(
              Status.REQUEST_ENTITY_TOO_LARGE,
              "A body has at most " + JsonBody.MAX_LENGTH + " bytes.")
          .toResponse();
    }
    Optional<JsonObject> event = JsonBody.object(bytes);
    if (event.isEmpty()) {
      return Problem.of(Status.BAD_REQUEST, "The body is not one JSON object.").toResponse();
    }
    return isChallengeEvent(event.get())
        ? give(settings.endpoint(new EndpointName(name)).orElseThrow())
        : new Problem(422, "Another event", "Only the event " + EVENT + " is answered.", List.of())
            .toResponse();
  }

  private static boolean isChallengeEvent(JsonObject body) {
    JsonValue webhook = body.get("webhook");
    return webhook != null
        && webhook.getValueType() == JsonValue.ValueType.OBJECT
        && webhook.asJsonObject().get("webhookEvent") instanceof JsonString event
        && event.getString().equals(EVENT);
  }

  private Response give(PasswordEndpoint endpoint) {
    return passwords
        .give(endpoint, OneTimePassword.Scope.ANY)
        .map(
            password ->
                Response.ok(password.reveal(), MediaType.TEXT_PLAIN_TYPE)
                    .header("Cache-Control", "no-store")
                    .build())
        .orElseGet(
            () ->
                Response.fromResponse(
                        Problem.of(
                                Status.SERVICE_UNAVAILABLE,
                                "As many unused passwords live as there may be.")
                            .toResponse())
                    .header("Retry-After", 60)
                    .build());
  }
}
