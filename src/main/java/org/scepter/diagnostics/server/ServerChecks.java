package org.scepter.diagnostics.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.scepter.diagnostics.Check;

/** What needs the running application, in the order in which it is told. */
@ApplicationScoped
public class ServerChecks {
  private final RegistrationPointCheck registrationPoint;
  private final DatabaseCheck database;
  private final TemplateCheck templates;
  private final OtherCaCheck otherCa;
  private final ProxyCheck proxy;

  ServerChecks() {
    this(null, null, null, null, null);
  }

  @Inject
  public ServerChecks(
      RegistrationPointCheck registrationPoint,
      DatabaseCheck database,
      TemplateCheck templates,
      OtherCaCheck otherCa,
      ProxyCheck proxy) {
    this.otherCa = otherCa;
    this.registrationPoint = registrationPoint;
    this.database = database;
    this.templates = templates;
    this.proxy = proxy;
  }

  /** The proxy last: the public URL was called by then. */
  List<Check> all() {
    return List.of(registrationPoint, database, templates, otherCa, proxy);
  }
}
