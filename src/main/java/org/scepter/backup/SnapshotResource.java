package org.scepter.backup;

import static org.scepter.platform.PersonRole.ADMINISTRATOR;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.time.Clock;
import javax.sql.DataSource;
import org.scepter.platform.Access;
import org.scepter.platform.Happening;
import org.scepter.platform.Listener;
import org.scepter.platform.Migrations;
import org.scepter.platform.NodeRole;
import org.scepter.platform.Reporter;
import org.scepter.platform.Roles;

/**
 * {@code /api/v1/database-snapshot}: the database at one moment, for {@code scepter backup}. There
 * is no key in it but the RA's, as they are sealed for each node; challenges, passwords and tokens
 * are in it as MACs alone.
 */
@Path("database-snapshot")
@Access(
    who = Access.Who.PERSON,
    listeners = Listener.HTTPS,
    roles = {NodeRole.CRP, NodeRole.SITE, NodeRole.CA})
@ApplicationScoped
public class SnapshotResource {
  @Resource(lookup = "java:comp/DefaultDataSource")
  private DataSource dataSource;

  private final Reporter reporter;
  private final Clock clock;

  // For RESTEasy, which deploys no class without it.
  public SnapshotResource() {
    this(null, null);
  }

  @Inject
  public SnapshotResource(Reporter reporter, Clock clock) {
    this.reporter = reporter;
    this.clock = clock;
  }

  @POST
  @Produces("application/zip")
  @Roles(ADMINISTRATOR)
  public Response take() {
    reporter.report(Happening.done("database.snapshot", "database", ""));
    StreamingOutput body = this::write;
    return Response.ok(body).header("Cache-Control", "no-store").build();
  }

  private void write(OutputStream out) throws IOException {
    try {
      new SnapshotWriter(dataSource, Migrations.newest(), clock).write(out);
    } catch (SQLException e) {
      throw new IOException("the database cannot be read: " + e.getMessage(), e);
    }
  }
}
