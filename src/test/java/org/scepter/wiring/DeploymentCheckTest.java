package org.scepter.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.scepter.platform.Access;
import org.scepter.platform.AccessFilter;
import org.scepter.platform.Listener;
import org.scepter.platform.PersonRole;
import org.scepter.platform.Roles;

class DeploymentCheckTest {
  @Path("/undeclared")
  static class Undeclared {}

  @Path("/declared")
  @Access(who = Access.Who.ANYONE, listeners = Listener.HTTP)
  static class Declared {}

  @Path("/people")
  @Access(who = Access.Who.PERSON, listeners = Listener.HTTPS)
  public static class ForPeople {
    @GET
    @Roles(PersonRole.AUDITOR)
    public String allowed() {
      return "";
    }

    @GET
    @Path("/forgotten")
    public String forgotten() {
      return "";
    }
  }

  @Test
  void a_declared_resource_in_one_application_passes() {
    assertThat(faults(Declared.class, List.of(Set.of(Declared.class, AccessFilter.class))))
        .isEmpty();
  }

  @Test
  void a_resource_without_a_declaration_is_named() {
    assertThat(faults(Undeclared.class, List.of(Set.of(Undeclared.class, AccessFilter.class))))
        .singleElement()
        .asString()
        .contains("Undeclared does not say who may call it");
  }

  @Test
  void a_resource_in_no_application_is_named() {
    assertThat(faults(Declared.class, List.of()))
        .singleElement()
        .asString()
        .contains("in 0 applications");
  }

  @Test
  void a_resource_in_two_applications_is_named() {
    Set<Class<?>> application = Set.of(Declared.class, AccessFilter.class);
    assertThat(faults(Declared.class, List.of(application, application)))
        .singleElement()
        .asString()
        .contains("in 2 applications");
  }

  @Test
  void an_application_without_the_filter_is_named() {
    assertThat(faults(Declared.class, List.of(Set.of(Declared.class))))
        .singleElement()
        .asString()
        .contains("without the access filter");
  }

  @Test
  void a_method_for_people_without_roles_is_named() {
    assertThat(faults(ForPeople.class, List.of(Set.of(ForPeople.class, AccessFilter.class))))
        .singleElement()
        .asString()
        .contains("forgotten names no roles");
  }

  private static List<String> faults(Class<?> resource, List<Set<Class<?>>> applications) {
    return DeploymentCheck.faults(Set.of(resource), applications);
  }
}
