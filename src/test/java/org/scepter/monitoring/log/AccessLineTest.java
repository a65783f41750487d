package org.scepter.monitoring.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class AccessLineTest {
  private static final Instant END = Instant.parse("2014-07-07T13:45:27.9Z");

  @Test
  void the_line_is_the_one_that_administrators_of_ndes_know() {
    AccessLine line =
        new AccessLine(
            END,
            "10.0.0.6",
            443,
            "GET",
            "/certsrv/mscep/mscep.dll/pkiclient.exe",
            "operation=GetCACert&message=MDM",
            null,
            "80.81.82.83",
            null,
            null,
            200,
            0);

    assertThat(line)
        .hasToString(
            "2014-07-07 13:45:27 10.0.0.6 GET /certsrv/mscep/mscep.dll/pkiclient.exe"
                + " operation=GetCACert&message=MDM 443 - 80.81.82.83 - - 200 0 0 0");
  }

  @Test
  void the_header_names_as_many_fields_as_a_line_has() {
    String fields =
        AccessLine.HEADER
            .lines()
            .filter(line -> line.startsWith("#Fields: "))
            .map(line -> line.substring("#Fields: ".length()))
            .findFirst()
            .orElseThrow();

    assertThat(fields)
        .isEqualTo(
            "date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip"
                + " cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken");
    assertThat(hostile("x", "y").split(" ")).hasSameSizeAs(fields.split(" "));
  }

  @Test
  void foreign_text_adds_neither_fields_nor_lines() {
    String line = hostile("a b\r\n2026-01-01 00:00:00 forged", "ü\u2028\u0000\ud800");

    assertThat(line.split(" ")).hasSize(15);
    assertThat(line).matches("[\\x21-\\x7e ]+").contains("a+b%0D%0A2026-01-01+00:00:00+forged");
  }

  @Test
  void a_person_is_named() {
    assertThat(hostile("x", "y")).contains(" admin+istrator ");
  }

  private static String hostile(String agent, String path) {
    return new AccessLine(
            END,
            "::1",
            8443,
            "POST",
            "/" + path,
            null,
            "admin istrator",
            "::1",
            agent,
            agent,
            204,
            12)
        .toString();
  }
}
