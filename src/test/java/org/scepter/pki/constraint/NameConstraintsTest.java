package org.scepter.pki.constraint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.pki.SubjectAltName;
import org.scepter.pki.SubjectName;
import org.scepter.pki.UnreadableException;

/** RFC 5280 §4.2.1.10, form by form. */
class NameConstraintsTest {
  private static NameConstraints permitting(String... trees) throws UnreadableException {
    return new NameConstraints(trees(trees), List.of());
  }

  private static NameConstraints excluding(String... trees) throws UnreadableException {
    return new NameConstraints(List.of(), trees(trees));
  }

  private static List<NameSubtree> trees(String... written) throws UnreadableException {
    List<NameSubtree> trees = new java.util.ArrayList<>();
    for (String each : written) {
      trees.add(NameSubtree.parse(each));
    }
    return trees;
  }

  @ParameterizedTest
  @CsvSource({
    // any name made by labels on the left
    "DNS:example.org, DNS:example.org, true",
    "DNS:example.org, DNS:a.b.example.org, true",
    "DNS:example.org, DNS:EXAMPLE.Org, true",
    "DNS:example.org, DNS:a.example.org., true",
    "DNS:example.org, DNS:*.example.org, true",
    "DNS:example.org, DNS:badexample.org, false",
    "DNS:example.org, DNS:org, false",
    "DNS:example.org, DNS:example.org.evil.net, false",
    "DNS:a.example.org, DNS:*.example.org, false",
    "DNS:example.org, DNS:a b.example.org, false",
    "DNS:example.org, DNS:a..example.org, false",
    "DNS:example.org, DNS:.example.org, false",
    // a mailbox, a host's mailboxes, those of hosts below
    "EMAIL:a@example.org, EMAIL:a@EXAMPLE.org, true",
    "EMAIL:a@example.org, EMAIL:A@example.org, false",
    "EMAIL:a@example.org, EMAIL:b@example.org, false",
    "EMAIL:example.org, EMAIL:a@example.org, true",
    "EMAIL:example.org, EMAIL:a@b.example.org, false",
    "EMAIL:.example.org, EMAIL:a@b.example.org, true",
    "EMAIL:.example.org, EMAIL:a@example.org, false",
    "EMAIL:example.org, EMAIL:example.org, false",
    "EMAIL:example.org, EMAIL:a@evil.net@example.org, true",
    "EMAIL:example.org, EMAIL:a@example.org@evil.net, false",
    "UPN:example.org, UPN:ada@example.org, true",
    "UPN:example.org, UPN:ada@evil.net, false",
    // the host of an authority, and only where one stands
    "URI:example.org, URI:https://example.org/a, true",
    "URI:example.org, URI:https://example.org:8443, true",
    "URI:example.org, URI:https://u@example.org?x, true",
    "URI:example.org, URI:https://a.example.org/, false",
    "URI:.example.org, URI:https://a.example.org/, true",
    "URI:.example.org, URI:https://example.org/, false",
    "URI:example.org, URI:https://example.org@evil.net/, false",
    "URI:example.org, URI:https://evil.net/example.org, false",
    "URI:example.org, URI:https://evil.net\\@example.org, false",
    "URI:example.org, URI:urn:example.org, false",
    "URI:example.org, URI:https://192.0.2.1/, false",
    "URI:example.org, URI:https://[2001:db8::1]/, false",
    // addresses by bits, each kind by itself
    "IP:192.0.2.0/24, IP:192.0.2.255, true",
    "IP:192.0.2.0/24, IP:192.0.3.0, false",
    "IP:192.0.2.128/25, IP:192.0.2.127, false",
    "IP:0.0.0.0/0, IP:203.0.113.9, true",
    "IP:0.0.0.0/0, IP:2001:db8::1, false",
    "IP:2001:db8::/32, IP:2001:db8:1::7, true",
    "IP:2001:db8::/32, IP:2001:db9::7, false"
  })
  void a_san_is_permitted_where_its_form_has_it(String tree, String name, boolean permitted)
      throws UnreadableException {
    assertThat(permitting(tree).violation(SubjectAltName.parse(name)).isEmpty())
        .isEqualTo(permitted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DN:O=Example | O=Example,CN=a | true",
        "DN:O=Example | O=EXAMPLE,CN=a | true",
        "DN:O=Example Inc | O=Example  Inc,CN=a | true",
        "DN:O=Example | O=Example | true",
        "DN:O=Example,OU=Phones | O=Example,OU=Phones,CN=a | true",
        "DN:O=Example,OU=Phones | O=Example,CN=a | false",
        "DN:O=Example | CN=a,O=Example | false",
        "DN:O=Example | O=Example2,CN=a | false",
        "DN:O=Example | O=Example+OU=x,CN=a | false"
      })
  void a_subject_is_permitted_by_its_first_relative_names(
      String tree, String name, boolean permitted) throws UnreadableException {
    assertThat(permitting(tree).violation(SubjectName.parse(name)).isEmpty()).isEqualTo(permitted);
  }

  @ParameterizedTest
  @CsvSource({
    "DNS:example.org, DNS:a.example.org, DNS:example.net",
    "DNS:vip.example.org, DNS:*.example.org, DNS:*.example.net",
    "DNS:example.org, DNS:a.example.org., DNS:a.org",
    "DNS:example.org, DNS:not a name, DNS:name",
    "EMAIL:example.org, EMAIL:a@Example.org, EMAIL:a@b.example.org",
    "UPN:.example.org, UPN:a@b.example.org, UPN:a@example.org",
    "URI:example.org, URI:http://EXAMPLE.org/, URI:http://example.net",
    "URI:example.org, URI:urn:x, URI:http://b.example.org",
    "IP:10.0.0.0/8, IP:10.1.2.3, IP:11.0.0.1"
  })
  void an_excluded_name_or_one_that_cannot_be_compared_is_refused(
      String tree, String hit, String free) throws UnreadableException {
    assertThat(excluding(tree).violation(SubjectAltName.parse(hit))).isPresent();
    assertThat(excluding(tree).violation(SubjectAltName.parse(free))).isEmpty();
  }

  @Test
  void excluded_names_are_refused_though_they_are_permitted() throws UnreadableException {
    NameConstraints both =
        new NameConstraints(trees("DNS:example.org"), trees("DNS:a.example.org"));
    assertThat(both.violation(SubjectAltName.parse("DNS:b.example.org"))).isEmpty();
    assertThat(both.violation(SubjectAltName.parse("DNS:x.a.example.org")))
        .contains("DNS:x.a.example.org is excluded by DNS:a.example.org");
  }

  @Test
  void forms_without_constraints_are_free_and_no_names_break_nothing() throws UnreadableException {
    NameConstraints dns = permitting("DNS:example.org");
    assertThat(dns.violation(SubjectAltName.parse("EMAIL:a@evil.net"))).isEmpty();
    assertThat(dns.violation(SubjectName.parse("CN=evil.net"))).isEmpty();
    assertThat(permitting("DN:O=Example").violation(SubjectName.parse(""))).isEmpty();
  }

  @Test
  void a_mailbox_in_the_subject_is_held_to_what_mailboxes_are() throws UnreadableException {
    assertThat(permitting("EMAIL:example.org").violation(SubjectName.parse("CN=a,E=a@evil.net")))
        .contains("EMAIL:a@evil.net is not permitted");
    assertThat(excluding("EMAIL:example.org").violation(SubjectName.parse("E=a@example.org")))
        .isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.org",
        "X:example.org",
        "dns:example.org",
        "DNS:",
        "DNS:.example.org",
        "DNS:*.example.org",
        "DNS:192.0.2.1",
        "EMAIL:@example.org",
        "EMAIL:a@",
        "URI:https://example.org",
        "IP:192.0.2.0",
        "IP:192.0.2.1/24",
        "IP:192.0.2.0/33",
        "IP:2001:db8::/129",
        "IP:host/8",
        "DN:",
        "DN:Example",
        "DN:#00=1"
      })
  void what_is_no_subtree_is_named(String written) {
    assertThatThrownBy(() -> NameSubtree.parse(written))
        .isInstanceOf(UnreadableException.class)
        .hasMessageStartingWith("must be");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DNS:example.org",
        "EMAIL:a@example.org",
        "EMAIL:.example.org",
        "UPN:example.org",
        "URI:.example.org",
        "IP:192.0.2.0/24",
        "IP:2001:db8::/32",
        "DN:O=Example,OU=a\\, b"
      })
  void what_is_written_is_read_again(String written) throws UnreadableException {
    NameSubtree tree = NameSubtree.parse(written);
    assertThat(tree.text()).isEqualTo(written);
    assertThat(NameSubtree.parse(tree.text())).isEqualTo(tree);
  }
}
