package org.scepter.scep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.pki.UnreadableException;

class ScepQueryTest {
  @ParameterizedTest
  @CsvSource({
    "operation=GetCACaps,GET_CA_CAPS",
    "operation=getcacaps,GET_CA_CAPS",
    "operation=GetCACert&message=MDM,GET_CA_CERT",
    "operation=GetCACert&message=100%,GET_CA_CERT",
    "operation=GetNextCACert&message=ca,GET_NEXT_CA_CERT",
    "operation=PKIOperation,PKI_OPERATION",
    "Operation=PKIOPERATION&Message=AAAA,PKI_OPERATION",
    "message=SCEP%20Authority&operation=GetCACert,GET_CA_CERT",
    "operation=GetCA%43aps,GET_CA_CAPS",
    "x=1&operation=GetCACaps&&,GET_CA_CAPS"
  })
  void the_operation_is_found(String query, Operation operation) throws UnreadableException {
    assertThat(ScepQuery.read(query).operation()).isEqualTo(operation);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "message=x", "op=GetCACert", "%6fperation=GetCACert"})
  void without_an_operation_it_is_the_bare_url(String query) throws UnreadableException {
    assertThat(ScepQuery.read(query).operation()).isEqualTo(Operation.BARE_URL);
  }

  @Test
  void no_query_at_all_is_the_bare_url() throws UnreadableException {
    assertThat(ScepQuery.read(null).operation()).isEqualTo(Operation.BARE_URL);
  }

  @ParameterizedTest
  @CsvSource({
    "message=MIIB%2B%2F%3D%3D,MIIB%2B%2F%3D%3D",
    "message=MIIB+/==,MIIB+/==",
    "message=a=b,a=b",
    "operation=GetCACert&message=100%,100%"
  })
  void the_message_is_left_as_it_came(String query, String message) throws UnreadableException {
    assertThat(ScepQuery.read(query).message()).contains(message);
  }

  @Test
  void a_message_is_never_printed() throws UnreadableException {
    assertThat(ScepQuery.read("operation=PKIOperation&message=AAAA"))
        .asString()
        .isEqualTo("PKIOperation with a message");
  }

  @Test
  void a_message_may_be_missing() throws UnreadableException {
    assertThat(ScepQuery.read("operation=PKIOperation").message()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "GetCRL", "GetCACert ", "%", "GetCACert%4", "%zz", "%+1", "%%41", "a\nb"})
  void an_unknown_or_broken_operation_is_unreadable(String operation) {
    assertThatThrownBy(() -> ScepQuery.read("operation=" + operation))
        .isInstanceOf(UnreadableException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "operation=GetCACaps&operation=PKIOperation",
        "operation=GetCACaps&OPERATION=GetCACaps",
        "message=A&message=B",
        "a&b&c&d&e&f&g&h&i&j&k&l&m&n&o&p&q"
      })
  void ambiguity_is_unreadable(String query) {
    assertThatThrownBy(() -> ScepQuery.read(query)).isInstanceOf(UnreadableException.class);
  }
}
