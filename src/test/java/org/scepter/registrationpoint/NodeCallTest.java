package org.scepter.registrationpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.enrolment.Arrival;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.Issued;
import org.scepter.enrolment.Outcome;
import org.scepter.pki.ChallengePassword;
import org.scepter.pki.ContentEncryptionKey;
import org.scepter.pki.Der;
import org.scepter.pki.TemplateName;
import org.scepter.pki.Thumbprint;
import org.scepter.pki.TransactionId;
import org.scepter.platform.JsonBody;
import org.scepter.platform.Problem;
import org.scepter.platform.Result;
import org.scepter.testing.scep.Csr;
import org.scepter.testing.scep.TestKeys;

class NodeCallTest {
  private static final String ID = "0123456789abcdef0123456789abcdef";

  @Test
  void a_question_is_read_field_by_field() {
    NodeCall.Question question =
        done(
            NodeCall::question,
            """
            {"endpoint":"mscep","transactionId":"T1","template":"ScepterDevice",
             "request":"MAA=","message":"MAE="}
            """);

    assertThat(question)
        .isEqualTo(
            new NodeCall.Question(
                new EndpointName("mscep"),
                new TransactionId("T1"),
                new TemplateName("ScepterDevice"),
                Der.of(new byte[] {0x30, 0}),
                Optional.of(Der.of(new byte[] {0x30, 1})),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Arrival.UNKNOWN));
  }

  @Test
  void a_question_by_est_has_no_message_and_its_challenge_beside_the_request() throws Exception {
    Csr csr = Csr.of(TestKeys.rsa(), "CN=phone-1");
    NodeCall.Question question =
        done(
            NodeCall::question,
            """
            {"endpoint":"mscep","transactionId":"T1","template":"ScepterDevice",
             "request":"%s","challenge":"the challenge"}
            """
                .formatted(Base64.getEncoder().encodeToString(csr.der())));

    assertThat(question.message()).isEmpty();
    assertThat(question.read().request().challengePassword())
        .contains(ChallengePassword.of("the challenge"));
    assertThat(question.toString()).doesNotContain("the challenge");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "challenge | \"message\":\"MAE=\",\"challenge\":\"c\"",
        "contentKey | \"contentKey\":\"AAECAwQFBgcICQoLDA0ODw==\""
      })
  void what_belongs_to_the_other_kind_of_question_is_a_fault(String field, String fields) {
    assertThat(
            fields(
                refused(
                    NodeCall::question,
                    "{\"endpoint\":\"mscep\",\"transactionId\":\"T1\",\"template\":\"T\","
                        + "\"request\":\"MAA=\","
                        + fields
                        + "}")))
        .containsExactly(field);
  }

  @Test
  void a_question_about_a_renewal_has_the_key_of_its_message_and_the_ca() {
    NodeCall.Question question =
        done(
            NodeCall::question,
            """
            {"endpoint":"mscep","transactionId":"T1","template":"ScepterDevice",
             "request":"MAA=","message":"MAE=","contentKey":"AAECAwQFBgcICQoLDA0ODw==",
             "issuingCa":"000102030405060708090a0b0c0d0e0f10111213"}
            """);

    assertThat(question.contentKey())
        .contains(
            ContentEncryptionKey.of(
                new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}));
    assertThat(question.issuingCa())
        .contains(new Thumbprint("000102030405060708090a0b0c0d0e0f10111213"));
  }

  @Test
  void a_question_tells_how_it_came_to_the_node() {
    NodeCall.Question question =
        done(
            NodeCall::question,
            """
            {"endpoint":"mscep","transactionId":"T1","template":"ScepterDevice",
             "request":"MAA=","message":"MAE=","deviceAddress":"2001:db8::7",
             "clockAheadSeconds":-3600}
            """);

    assertThat(question.arrival())
        .isEqualTo(new Arrival(Optional.of("2001:db8::7"), Optional.of(Duration.ofHours(-1))));
  }

  @ParameterizedTest
  @CsvSource({"'1.2.3.4]LOG]!>'", "'a b'", "'a\u202eb'", "''"})
  void a_devices_address_is_an_address(String address) {
    assertThat(
            fields(
                refused(
                    NodeCall::question,
                    """
                    {"endpoint":"mscep","transactionId":"T1","template":"ScepterDevice",
                     "request":"MAA=","message":"MAE=","deviceAddress":"%s"}
                    """
                        .formatted(address))))
        .containsExactly("deviceAddress");
  }

  @Test
  void a_content_key_that_is_none_and_a_ca_that_is_none_are_named() {
    assertThat(
            fields(
                refused(
                    NodeCall::question,
                    """
                    {"endpoint":"mscep","transactionId":"T1","template":"ScepterDevice",
                     "request":"MAA=","message":"MAE=","contentKey":"AAEC","issuingCa":"00"}
                    """)))
        .containsExactlyInAnyOrder("contentKey", "issuingCa");
  }

  @Test
  void an_outcome_may_bring_the_message_that_waits() {
    assertThat(done(NodeCall::outcome, outcome("unreachable", "")).message()).isEmpty();
    assertThat(done(NodeCall::outcome, outcome("unreachable", ",\"message\":\"MAE=\"")).message())
        .contains(Der.of(new byte[] {0x30, 1}));
    assertThat(fields(refused(NodeCall::outcome, outcome("pending", ",\"message\":\"?\""))))
        .containsExactly("message");
  }

  @Test
  void every_fault_of_a_question_is_named() {
    Problem problem =
        refused(
            NodeCall::question,
            """
            {"endpoint":"MSCEP","transactionId":7,"request":"no base64!","message":"",
             "callerInfo":"x"}
            """);

    assertThat(problem.status()).isEqualTo(422);
    assertThat(problem.faults())
        .extracting(Problem.FieldFault::field)
        .containsExactlyInAnyOrder(
            "endpoint", "transactionId", "template", "request", "message", "callerInfo");
  }

  @ParameterizedTest
  @CsvSource({"refused", "pending", "unreachable"})
  void an_outcome_without_a_certificate_is_read(String disposition) {
    assertThat(done(NodeCall::outcome, outcome(disposition, "")).id().hex()).isEqualTo(ID);
    assertThat(
            fields(refused(NodeCall::outcome, outcome(disposition, ",\"certificate\":\"MAA=\""))))
        .containsExactly("certificate");
  }

  @Test
  void an_issued_certificate_comes_along() {
    Outcome outcome = done(NodeCall::outcome, outcome("issued", ",\"certificate\":\"MAA=\""));

    assertThat(outcome.issuance()).isEqualTo(new Issued(Der.of(new byte[] {0x30, 0}), List.of()));
    assertThat(fields(refused(NodeCall::outcome, outcome("issued", ""))))
        .containsExactly("certificate");
  }

  @Test
  void an_unknown_disposition_is_named() {
    assertThat(fields(refused(NodeCall::outcome, outcome("maybe", ""))))
        .containsExactly("disposition");
  }

  @Test
  void a_poll_names_the_signers_key() {
    assertThat(
            fields(
                refused(
                    NodeCall::poll,
                    "{\"endpoint\":\"mscep\",\"transactionId\":\"T\",\"signerKey\":\"abc\"}")))
        .containsExactly("signerKey");
  }

  private static String outcome(String disposition, String more) {
    return "{\"id\":\""
        + ID
        + "\",\"endpoint\":\"mscep\",\"transactionId\":\"T1\",\"disposition\":\""
        + disposition
        + "\""
        + more
        + "}";
  }

  private static List<String> fields(Problem problem) {
    return problem.faults().stream().map(Problem.FieldFault::field).toList();
  }

  private static <T> T done(Function<NodeCall, Result<T>> call, String json) {
    return read(call, json)
        .fold(
            problem -> {
              throw new AssertionError(problem);
            },
            value -> value);
  }

  private static <T> Problem refused(Function<NodeCall, Result<T>> call, String json) {
    return read(call, json)
        .fold(
            problem -> problem,
            value -> {
              throw new AssertionError("accepted " + value);
            });
  }

  private static <T> Result<T> read(Function<NodeCall, Result<T>> call, String json) {
    return JsonBody.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)))
        .then(fields -> call.apply(new NodeCall(fields)));
  }
}
