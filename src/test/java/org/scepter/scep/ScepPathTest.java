package org.scepter.scep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScepPathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/certsrv/mscep/mscep.dll",
        "/certsrv/mscep/mscep.dll/",
        "/certsrv/mscep/mscep.dll/pkiclient.exe",
        "/certsrv/mscep/mscep.dll/pkiclient.exe/",
        "/CertSrv/MSCEP/MSCEP.DLL/PKICLIENT.EXE",
        "/certsrv/mscep",
        "/certsrv/mscep/",
        "/certsrv/mscep/pkiclient.exe",
        "/certsrv/mscep//pkiclient.exe",
        "//certsrv/mscep/mscep.dll"
      })
  void paths_that_name_no_endpoint_lead_to_the_first_one(String path) {
    assertThat(ScepPath.of(path)).isEqualTo(new ScepPath(ScepPath.Kind.ENDPOINT, Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/cgi-bin/pkiclient.exe",
        "/CGI-BIN/PKIClient.exe/",
        "/cgi-bin/pkiclient.exe/pkiclient.exe"
      })
  void the_path_of_clients_that_were_told_none_has_an_endpoint_of_its_own(String path) {
    assertThat(ScepPath.of(path)).isEqualTo(new ScepPath(ScepPath.Kind.CGI_BIN, Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "/scep/mscep,mscep",
    "/scep/mscep/,mscep",
    "/SCEP/Branch-2/PkiClient.EXE,branch-2",
    "/scep//branch-2//pkiclient.exe/,branch-2"
  })
  void scep_paths_name_their_endpoint(String path, String endpoint) {
    assertThat(ScepPath.of(path))
        .isEqualTo(new ScepPath(ScepPath.Kind.ENDPOINT, Optional.of(endpoint)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/certsrv",
        "/certsrv/",
        "/certsrv/mscep/other.dll",
        "/certsrv/mscep/mscep.dll/pkiclient.exe/more",
        "/certsrv/mscepX",
        "/scep",
        "/scep/",
        "/scep/a/b",
        "/scep/../api/v1",
        "/scep/under_score",
        "/scep/mscep\n",
        "/SCEP/-mscep",
        "/scep/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "/cgi-bin/other.exe",
        "/cgi-bin"
      })
  void nothing_else_is_found_beneath_the_prefixes(String path) {
    assertThat(ScepPath.of(path).kind()).isEqualTo(ScepPath.Kind.NOTHING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/certsrv/mscep_admin",
        "/certsrv/mscep_admin/",
        "/CertSrv/mscep_Admin/mscep.dll",
        "/certsrv//mscep_admin"
      })
  void the_password_page_is_known(String path) {
    assertThat(ScepPath.of(path).kind()).isEqualTo(ScepPath.Kind.ADMIN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "",
        "/api/v1/devices",
        "/checkin/phone-1",
        "/crl/issuing.crl",
        "/scepter",
        "/certsrvX/mscep",
        "/CMCertificateRegistration"
      })
  void other_paths_are_left_alone(String path) {
    assertThat(ScepPath.of(path).kind()).isEqualTo(ScepPath.Kind.ELSEWHERE);
  }

  @Test
  void letters_that_only_look_like_ascii_do_not_match() {
    // U+212A KELVIN SIGN folds to k, U+017F to s, in Unicode's case tables.
    assertThat(ScepPath.of("/certsrv/mscep/p\u212Aiclient.exe").kind())
        .isEqualTo(ScepPath.Kind.NOTHING);
    assertThat(ScepPath.of("/\u017Fcep/mscep").kind()).isEqualTo(ScepPath.Kind.ELSEWHERE);
  }
}
