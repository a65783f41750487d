package org.scepter.platform.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.platform.ClientAddress;
import org.scepter.platform.SettingsReader;

class TrustedProxiesTest {
  private static final String PROXY = "10.0.0.5";
  private static final String STRANGER = "198.51.100.7";

  private static SettingsReader reader(Map<String, String> settings) {
    return new SettingsReader(key -> Optional.ofNullable(settings.get(key)));
  }

  private static TrustedProxies trusting(String blocks, String header) {
    SettingsReader reader =
        reader(
            Map.of(
                "scepter.platform.trusted-proxies", blocks,
                "scepter.platform.proxy-header", header));
    TrustedProxies proxies = TrustedProxies.from(reader);
    assertThat(reader.faults()).isEmpty();
    return proxies;
  }

  /** The lines of a head, parted by bars. */
  private static ClientAddress of(TrustedProxies proxies, String peer, String lines) {
    List<String> all = lines == null ? List.of() : Arrays.asList(lines.split("\\|", -1));
    return proxies.of(peer, all, !all.isEmpty());
  }

  @Test
  void without_a_setting_nobody_is_believed() {
    TrustedProxies nobody = TrustedProxies.from(reader(Map.of()));

    for (String peer : List.of(PROXY, STRANGER, "127.0.0.1", "0:0:0:0:0:0:0:1")) {
      assertThat(of(nobody, peer, "192.0.2.1")).isEqualTo(new ClientAddress(peer, false));
      assertThat(of(nobody, peer, null)).isEqualTo(new ClientAddress(peer, true));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        // the proxy's own word, whatever the client sent before it
        "192.0.2.1 ; 192.0.2.1",
        "127.0.0.1, 192.0.2.1 ; 192.0.2.1",
        "127.0.0.1|192.0.2.1 ; 192.0.2.1",
        "garbage, , 192.0.2.1 ; 192.0.2.1",
        "10.0.0.5, 192.0.2.1 ; 192.0.2.1",
        // two proxies in a row
        "203.0.113.9, 192.0.2.1, 10.0.0.6 ; 192.0.2.1",
        "203.0.113.9, 192.0.2.1|10.0.0.6|10.0.0.5 ; 192.0.2.1",
        // a proxy's own request
        "10.0.0.6 ; 10.0.0.6",
        // spellings
        "192.0.2.1:4711 ; 192.0.2.1",
        "[2001:db8::1]:4711 ; 2001:db8:0:0:0:0:0:1",
        "2001:DB8::1 ; 2001:db8:0:0:0:0:0:1",
        "::ffff:192.0.2.1 ; 192.0.2.1",
        "'  192.0.2.1  ' ; 192.0.2.1",
      })
  void a_trusted_proxys_client_is_the_last_that_is_no_proxy(String lines, String client) {
    TrustedProxies proxies = trusting("10.0.0.5/32,10.0.0.6", "x-forwarded-for");

    assertThat(of(proxies, PROXY, lines)).isEqualTo(new ClientAddress(client, true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'' ; 10.0.0.5",
        "unknown ; 10.0.0.5",
        "192.0.2.1, unknown ; 10.0.0.5",
        "192.0.2.1, _hidden, 10.0.0.6 ; 10.0.0.6",
        "localhost ; 10.0.0.5",
        "1.2 ; 10.0.0.5",
        "192.0.2.256 ; 10.0.0.5",
        "fe80::1%eth0 ; 10.0.0.5",
        "for=192.0.2.1 ; 10.0.0.5",
      })
  void a_client_that_is_not_named_is_not_known(String lines, String nearest) {
    TrustedProxies proxies = trusting("10.0.0.5/32,10.0.0.6", "x-forwarded-for");

    assertThat(of(proxies, PROXY, lines)).isEqualTo(new ClientAddress(nearest, false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      value = {
        "for=192.0.2.1 -> 192.0.2.1",
        "For=\"192.0.2.1:80\" -> 192.0.2.1",
        "proto=https;for=192.0.2.1;by=10.0.0.5 -> 192.0.2.1",
        "for=\"[2001:db8::1]:4711\" -> 2001:db8:0:0:0:0:0:1",
        "for=127.0.0.1, for=192.0.2.1;host=\"a,b\" -> 192.0.2.1",
        "for=127.0.0.1|for=192.0.2.1 -> 192.0.2.1",
        // what a client leaves open takes nothing of the proxy's with it
        "for=\"127.0.0.1, for=192.0.2.1 -> 192.0.2.1",
        "for=\"127.0.0.1|for=192.0.2.1 -> 192.0.2.1",
      })
  void a_forwarded_field_is_read_in_the_same_way(String lines, String client) {
    TrustedProxies proxies = trusting("10.0.0.0/24", "forwarded");

    assertThat(of(proxies, PROXY, lines)).isEqualTo(new ClientAddress(client, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"for=unknown", "for=_hidden", "by=192.0.2.1", "xfor=192.0.2.1", "192.0.2.1"})
  void a_forwarded_field_without_an_address_names_nobody(String lines) {
    assertThat(of(trusting("10.0.0.0/24", "forwarded"), PROXY, lines))
        .isEqualTo(new ClientAddress(PROXY, false));
  }

  @Test
  void the_field_that_the_proxies_do_not_write_names_nobody() {
    TrustedProxies proxies = trusting("10.0.0.5", "forwarded");

    assertThat(proxies.of(PROXY, List.of(), true)).isEqualTo(new ClientAddress(PROXY, false));
    assertThat(proxies.of(PROXY, List.of(), false)).isEqualTo(new ClientAddress(PROXY, true));
  }

  @Test
  void a_stranger_is_not_believed_beside_a_trusted_proxy() {
    TrustedProxies proxies = trusting("10.0.0.5", "x-forwarded-for");

    assertThat(of(proxies, STRANGER, "10.0.0.5")).isEqualTo(new ClientAddress(STRANGER, false));
  }

  @Test
  void an_endless_way_names_nobody() {
    TrustedProxies proxies = trusting("10.0.0.0/8", "x-forwarded-for");
    String way = "192.0.2.1" + ", 10.0.0.6".repeat(10_000);

    assertThat(of(proxies, PROXY, way)).isEqualTo(new ClientAddress("10.0.0.6", false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0/0", "::/0", "10.0.0.0/33", "proxy.example.com"})
  void what_trusts_everybody_or_is_no_address_is_refused(String blocks) {
    SettingsReader reader = reader(Map.of("scepter.platform.trusted-proxies", blocks));

    assertThat(TrustedProxies.from(reader).blocks()).isEmpty();
    assertThat(reader.faults()).hasSize(1).allMatch(it -> it.contains(blocks));
  }
}
