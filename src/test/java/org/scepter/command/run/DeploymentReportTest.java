package org.scepter.command.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeploymentReportTest {
  @Test
  void the_last_cause_is_told_without_the_exceptions_name() {
    String report =
        """
        "{\\"WFLYCTL0080: Failed services\\" => {\\"jboss.deployment.unit\\" => \\"java.lang.IllegalStateException: WFLYEE0042
            Caused by: jakarta.ejb.EJBException: outer
            Caused by: java.lang.IllegalStateException: Scepter does not start: the settings are not acceptable:
          scepter.roles: \\\\\\"foo\\\\\\" is none of ndes, crp, site, ca\\"}}"
        """;

    assertThat(new DeploymentReport(report).reason())
        .isEqualTo(
            """
            Scepter does not start: the settings are not acceptable:
              scepter.roles: "foo" is none of ndes, crp, site, ca""");
  }

  @Test
  void a_report_without_a_cause_is_told_whole() {
    assertThat(new DeploymentReport("\"WFLYSRV0153: broken archive\"\n").reason())
        .isEqualTo("WFLYSRV0153: broken archive");
  }
}
