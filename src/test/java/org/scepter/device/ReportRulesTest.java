package org.scepter.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.Thumbprint;
import org.scepter.platform.JsonBody;
import org.scepter.platform.Problem;
import org.scepter.platform.Result;

class ReportRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-26T08:00:00Z");
  private static final Thumbprint ROOT = new Thumbprint("a".repeat(40));
  private static final ProfileState ISSUED =
      new ProfileState(
          "wifi",
          Optional.empty(),
          Optional.of(
              new ProfileState.Certificate(
                  new Thumbprint("c".repeat(40)),
                  new SerialNumber(BigInteger.ONE),
                  NOW,
                  NOW.plus(Duration.ofDays(1)))),
          false,
          Optional.empty());

  private static Result<StatusReport> read(String json) {
    String text =
        json.replace('\'', '"').replace("ROOT", "a".repeat(40)).replace("CERT", "c".repeat(40));
    return JsonBody.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
        .then(StatusReport::read);
  }

  private static StatusReport report(String json) {
    return read(json)
        .fold(
            problem -> {
              throw new AssertionError(problem.faults());
            },
            report -> report);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'profile':'wifi'} | ",
        "{'profile':'wifi','deviceTime':'2026-11-26T08:05:00Z'} | ",
        "{'profile':'wifi','deviceTime':'2026-11-26T08:05:01Z'} | clock: the device's clock is"
            + " PT5M1S ahead",
        "{'profile':'wifi','deviceTime':'2026-11-25T23:00:00Z'} | clock: the device's clock is PT9H"
            + " behind",
        "{'profile':'wifi','rootThumbprint':'ROOT'} | ",
        "{'profile':'wifi','rootThumbprint':'CERT'} | root: the device has the root c",
        "{'profile':'wifi','requestReceived':true} | ",
        "{'profile':'wifi','requestReceived':false} | request: the profile has not arrived",
        "{'profile':'wifi','certificateThumbprint':'CERT'} | ",
        "{'profile':'wifi','certificateThumbprint':'ROOT'} | certificate: the device has a",
        "{'profile':'wifi','error':'0x80090016'} | certificate: c"
      })
  void what_does_not_fit_is_said_in_a_line(String json, String finding) {
    List<String> findings = ReportRules.findings(report(json), NOW, ROOT, ISSUED);

    if (finding == null) {
      assertThat(findings).isEmpty();
    } else {
      assertThat(findings.get(0)).startsWith(finding);
      assertThat(findings).allSatisfy(line -> assertThat(line).doesNotContain("\n"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | profile",
        "{'profile':'wifi','deviceTime':'now'} | deviceTime",
        "{'profile':'wifi','requestReceived':'yes'} | requestReceived",
        "{'profile':'wifi','rootThumbprint':'xyz'} | rootThumbprint",
        "{'profile':'wifi','certificateThumbprint':'ab'} | certificateThumbprint",
        "{'profile':'wifi','error':'failed'} | error"
      })
  void what_cannot_be_read_is_named(String json, String field) {
    List<String> faults =
        read(json)
            .fold(
                problem -> problem.faults().stream().map(Problem.FieldFault::field).toList(),
                report -> List.<String>of());

    assertThat(faults).containsExactly(field);
  }
}
