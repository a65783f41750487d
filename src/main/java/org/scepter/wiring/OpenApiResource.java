package org.scepter.wiring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.scepter.platform.Access;
import org.scepter.platform.Listener;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PersonRole;
import org.scepter.platform.Roles;

/** {@code /api/v1/openapi.json}: the API's description, kept by hand. */
@Path("openapi.json")
@Access(
    who = Access.Who.PERSON,
    listeners = Listener.HTTPS,
    roles = {NodeRole.CRP, NodeRole.SITE, NodeRole.CA})
@ApplicationScoped
public class OpenApiResource {
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Roles({PersonRole.ADMINISTRATOR, PersonRole.OPERATOR, PersonRole.AUDITOR})
  public Response describe() throws IOException {
    return Response.ok(text()).build();
  }

  static byte[] text() throws IOException {
    try (InputStream file = OpenApiResource.class.getResourceAsStream("openapi.json")) {
      return Objects.requireNonNull(file, "openapi.json").readAllBytes();
    }
  }
}
