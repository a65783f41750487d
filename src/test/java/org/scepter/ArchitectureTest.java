package org.scepter;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callConstructorWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.Path;
import org.junit.jupiter.api.Test;
import org.scepter.enrolment.Authorisation;
import org.scepter.platform.Access;

/** The arrows between the components, and the places where the platform may be seen. */
class ArchitectureTest {
  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.scepter");

  @Test
  void components_look_only_where_the_architecture_lets_them() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("org.scepter..")
        .withOptionalLayers(true)
        .layer("pki")
        .definedBy("org.scepter.pki..")
        .layer("protocol")
        .definedBy("org.scepter.scep.protocol..")
        .layer("scep")
        .definedBy("org.scepter.scep", "org.scepter.scep.endpoint..", "org.scepter.scep.est..")
        .layer("enrolment")
        .definedBy("org.scepter.enrolment..")
        .layer("registrationpoint")
        .definedBy("org.scepter.registrationpoint..")
        .layer("profile")
        .definedBy("org.scepter.profile..")
        .layer("device")
        .definedBy("org.scepter.device..")
        .layer("issuing")
        .definedBy("org.scepter.issuing..")
        .layer("renewal")
        .definedBy("org.scepter.renewal..")
        .layer("joining")
        .definedBy("org.scepter.joining..")
        .layer("monitoring")
        .definedBy("org.scepter.monitoring..")
        .layer("looking")
        .definedBy(
            "org.scepter.diagnostics",
            "org.scepter.diagnostics.outside..",
            "org.scepter.diagnostics.files..",
            "org.scepter.diagnostics.node..")
        .layer("diagnostics")
        .definedBy("org.scepter.diagnostics.server..")
        .layer("backup")
        .definedBy("org.scepter.backup..")
        .layer("platform")
        .definedBy("org.scepter.platform..")
        .layer("wiring")
        .definedBy("org.scepter.wiring..")
        .layer("command")
        .definedBy("org.scepter.command..")
        .whereLayer("pki")
        .mayNotAccessAnyLayer()
        .whereLayer("protocol")
        .mayOnlyAccessLayers("pki")
        .whereLayer("enrolment")
        .mayOnlyAccessLayers("pki")
        .whereLayer("platform")
        .mayOnlyAccessLayers("pki")
        .whereLayer("scep")
        .mayOnlyAccessLayers("protocol", "enrolment", "pki", "platform")
        .whereLayer("scep")
        .mayOnlyBeAccessedByLayers("wiring", "monitoring", "diagnostics")
        .whereLayer("registrationpoint")
        .mayOnlyAccessLayers("protocol", "enrolment", "pki", "platform")
        .whereLayer("profile")
        .mayOnlyAccessLayers("pki", "platform")
        .whereLayer("device")
        .mayOnlyAccessLayers("profile", "registrationpoint", "enrolment", "pki", "platform")
        .whereLayer("issuing")
        .mayOnlyAccessLayers("enrolment", "pki", "platform")
        .whereLayer("renewal")
        .mayOnlyAccessLayers("issuing", "enrolment", "pki", "platform")
        .whereLayer("renewal")
        .mayOnlyBeAccessedByLayers("wiring", "monitoring")
        .whereLayer("joining")
        .mayOnlyAccessLayers("registrationpoint", "issuing", "pki", "platform")
        .whereLayer("joining")
        .mayOnlyBeAccessedByLayers("wiring", "command")
        .whereLayer("command")
        .mayOnlyAccessLayers("joining", "issuing", "looking", "backup", "pki", "platform")
        .whereLayer("backup")
        .mayOnlyAccessLayers("pki", "platform")
        .whereLayer("backup")
        .mayOnlyBeAccessedByLayers("wiring", "diagnostics", "command")
        .whereLayer("looking")
        .mayOnlyAccessLayers("pki", "platform")
        .whereLayer("looking")
        .mayOnlyBeAccessedByLayers("diagnostics", "command")
        .whereLayer("diagnostics")
        .mayOnlyBeAccessedByLayers("wiring")
        .whereLayer("wiring")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("monitoring")
        .mayOnlyBeAccessedByLayers("wiring")
        .whereLayer("command")
        .mayNotBeAccessedByAnyLayer()
        .check(PRODUCT);
  }

  @Test
  void components_are_free_of_cycles() {
    slices().matching("org.scepter.(*)..").should().beFreeOfCycles().check(PRODUCT);
    slices().matching("org.scepter.scep.(**)").should().beFreeOfCycles().check(PRODUCT);
  }

  @Test
  void the_pure_core_knows_no_container() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "org.scepter.pki..", "org.scepter.scep.protocol..", "org.scepter.enrolment..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta..", "org.eclipse.microprofile..", "javax.sql..")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(java.time.Clock.class, "systemUTC")
        .check(PRODUCT);
  }

  @Test
  void nobody_registers_a_provider() {
    noClasses()
        .should()
        .callMethod(java.security.Security.class, "addProvider", java.security.Provider.class)
        .orShould()
        .callMethod(
            java.security.Security.class,
            "insertProviderAt",
            java.security.Provider.class,
            int.class)
        .check(PRODUCT);
  }

  @Test
  void only_the_registration_point_and_the_verifier_authorise() {
    noClasses()
        .that(
            not(resideInAPackage("org.scepter.registrationpoint.."))
                .and(not(simpleNameEndingWith("SignedAuthorisation"))))
        .should(callConstructorWhere(constructs(Authorisation.class)))
        .check(PRODUCT);
  }

  @Test
  void persistence_stays_in_stores() {
    noClasses()
        .that(
            not(resideInAnyPackage("org.scepter..store.."))
                .and(not(simpleNameEndingWith("InstantConverter"))))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jakarta.persistence..")
        .check(PRODUCT);
  }

  @Test
  void http_stays_in_resources_filters_and_mappers() {
    noClasses()
        .that(
            not(resideInAPackage("org.scepter.wiring"))
                .and(not(simpleNameEndingWith("Resource")))
                .and(not(simpleNameEndingWith("Filter")))
                .and(not(simpleNameEndingWith("Mapper")))
                .and(not(simpleNameEndingWith("Problem"))))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jakarta.ws.rs..")
        .check(PRODUCT);
  }

  @Test
  void timers_stay_in_timers() {
    noClasses()
        .that(not(simpleNameEndingWith("Timer")).and(not(resideInAPackage("org.scepter.wiring"))))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jakarta.ejb..")
        .check(PRODUCT);
  }

  @Test
  void every_resource_says_who_may_call_it() {
    classes()
        .that()
        .areAnnotatedWith(Path.class)
        .should()
        .beAnnotatedWith(Access.class)
        .allowEmptyShould(true)
        .check(PRODUCT);
  }

  @Test
  void names_say_what_things_do() {
    noClasses()
        .that(not(generated()))
        .should()
        .haveSimpleNameEndingWith("Impl")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Service")
        .orShould()
        .haveSimpleNameStartingWith("Abstract")
        .orShould()
        .haveSimpleNameStartingWith("Default")
        .check(PRODUCT);
  }

  private static DescribedPredicate<JavaClass> generated() {
    return DescribedPredicate.describe("generated", type -> type.getSimpleName().isEmpty());
  }

  private static DescribedPredicate<JavaCall<?>> constructs(Class<?> type) {
    return DescribedPredicate.describe(
        "constructs " + type.getSimpleName(),
        call ->
            call.getTarget() instanceof AccessTarget.ConstructorCallTarget target
                && target.getOwner().isEquivalentTo(type));
  }
}
