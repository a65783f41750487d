package org.scepter.registrationpoint.right;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchResult;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.OperationType;
import com.unboundid.ldap.sdk.SearchResultReference;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.SettingsReader;
import org.scepter.registrationpoint.ExpectedPhone;
import org.scepter.testing.Homes;

/** Rights as a real directory over TLS tells them. */
class TemplateRightsTest {
  private static final String P = "scepter.registrationpoint.ldap.";
  private static final String GROUP = "cn=phones,ou=groups,dc=example,dc=test";
  private static final String ADA = "ada@example.test";

  @TempDir private static Path directory;
  private static InMemoryDirectoryServer server;
  private static Path trust;
  private static Path foreignTrust;
  private static Path password;
  private static volatile boolean refers;

  private final Map<String, String> written = new HashMap<>();

  @BeforeAll
  static void start() throws Exception {
    ScepterHome home = home("home");
    trust = home.resolve("certificates/ca-root.cer");
    foreignTrust = home("other").resolve("certificates/ca-root.cer");
    password = Files.writeString(directory.resolve("password"), "the secret\n");
    SSLContext tls = Homes.tls(home, "tls/internal.p12", home);
    InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=example,dc=test");
    config.setSchema(null);
    config.addAdditionalBindCredentials("cn=scepter,dc=example,dc=test", "the secret");
    config.setAuthenticationRequiredOperationTypes(EnumSet.of(OperationType.SEARCH));
    config.setListenerConfigs(
        InMemoryListenerConfig.createLDAPSConfig(
            "ldaps", InetAddress.getLoopbackAddress(), 0, tls.getServerSocketFactory(), null),
        InMemoryListenerConfig.createLDAPConfig(
            "ldap", InetAddress.getLoopbackAddress(), 0, tls.getSocketFactory()));
    config.addInMemoryOperationInterceptor(new Referring());
    server = new InMemoryDirectoryServer(config);
    server.add("dn: dc=example,dc=test", "objectClass: domain", "dc: example");
    user("ada", ADA, GROUP);
    user("bob", "bob@example.test", "cn=others,ou=groups,dc=example,dc=test");
    user("eve", "e*)(memberOf=*@example.test", GROUP);
    user("twin-1", "twin@example.test", GROUP);
    user("twin-2", "twin@example.test", GROUP);
    server.startListening();
  }

  private static void user(String name, String principal, String group) throws Exception {
    server.add(
        "dn: cn=" + name + ",dc=example,dc=test",
        "objectClass: user",
        "cn: " + name,
        "userPrincipalName: " + principal,
        "memberOf: " + group);
  }

  private static ScepterHome home(String name) {
    return Homes.make(
        directory.resolve(name),
        Clock.systemUTC(),
        "init.public-url=https://scep.example.test",
        "init.internal-name=localhost");
  }

  @AfterAll
  static void stop() {
    server.shutDown(true);
  }

  private void set(String key, String value) {
    written.put(P + key, value);
  }

  private void settings(String scheme) {
    set("url", scheme + "://localhost:" + server.getListenPort(scheme));
    set("trust-file", trust.toString());
    set("bind-dn", "cn=scepter,dc=example,dc=test");
    set("bind-password-file", password.toString());
    set("base-dn", "dc=example,dc=test");
    set("templates", "Phone");
    set("group.Phone", GROUP);
    set("timeout", "PT2S");
  }

  private Optional<Refused> obstacle(String template, String user) {
    SettingsReader reader = new SettingsReader(key -> Optional.ofNullable(written.get(key)));
    Optional<DirectorySettings> settings = DirectorySettings.from(reader);
    assertThat(reader.faults()).isEmpty();
    return new TemplateRights(settings, Optional.of(device -> Optional.ofNullable(user)))
        .obstacle(ExpectedPhone.with(template, false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ldaps", "ldap"})
  void a_member_of_the_group_may_and_anybody_else_may_not(String scheme) {
    settings(scheme);

    assertThat(obstacle("Phone", ADA)).isEmpty();
    for (String other : List.of("bob@example.test", "nobody@example.test", "twin@example.test")) {
      assertThat(obstacle("Phone", other).map(Refused::reason))
          .as(other)
          .contains(RefusalReason.NoRightToTemplate);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ldaps", "ldap"})
  void what_the_directory_leaves_to_others_is_nothing(String scheme) {
    settings(scheme);
    refers = true;
    try {
      assertThat(obstacle("Phone", ADA)).isEmpty();
      for (String other : List.of("bob@example.test", "twin@example.test")) {
        assertThat(obstacle("Phone", other).map(Refused::reason))
            .as(other)
            .contains(RefusalReason.NoRightToTemplate);
      }
    } finally {
      refers = false;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "*@example.test",
        "ada@example.test)(objectClass=*",
        "bob@example.test)(memberOf=*))(|(cn=*",
        "ada@example.test\u0000",
        "{group}",
        "\\2a"
      })
  void a_users_name_is_no_filter(String name) {
    settings("ldaps");

    assertThat(obstacle("Phone", name).map(Refused::reason))
        .contains(RefusalReason.NoRightToTemplate);
  }

  @Test
  void a_name_of_odd_characters_is_found_as_it_is() {
    settings("ldaps");

    assertThat(obstacle("Phone", "e*)(memberOf=*@example.test")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "*, \\2a",
    "a(b)c\\, a\\28b\\29c\\5c",
    "ü, \\c3\\bc",
    "ada@example.test, ada@example.test",
    "'cn=a b,dc=x', 'cn=a b,dc=x'"
  })
  void foreign_text_is_escaped_octet_by_octet(String text, String escaped) {
    assertThat(FilterText.escaped(text)).isEqualTo(escaped);
  }

  @Test
  void what_is_filled_in_is_not_filled_again() {
    assertThat(FilterText.filled("(&(u={user})(m={group}))", "{group}", "g"))
        .isEqualTo("(&(u=\\7bgroup\\7d)(m=g))");
  }

  @Test
  void a_template_without_a_group_is_refused_unless_its_check_is_skipped() {
    settings("ldaps");
    assertThat(obstacle("Laptop", ADA).orElseThrow().detail()).contains("no group is set");

    set("skip-template-check", "Laptop,Server");
    assertThat(obstacle("Laptop", null)).isEmpty();
    assertThat(obstacle("Phone", "bob@example.test")).isPresent();
  }

  @Test
  void a_device_without_a_user_is_refused() {
    settings("ldaps");

    assertThat(obstacle("Phone", null).map(Refused::reason))
        .contains(RefusalReason.NoRightToTemplate);
  }

  @Test
  void without_a_directory_nobody_is_asked() {
    assertThat(obstacle("Phone", null)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ldaps", "ldap"})
  void a_directory_that_cannot_be_believed_is_not_asked(String scheme) {
    settings(scheme);
    set("trust-file", foreignTrust.toString());

    assertThat(obstacle("Phone", ADA).map(Refused::reason))
        .contains(RefusalReason.TemporarilyUnavailable);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ldaps", "ldap"})
  void a_directory_under_another_name_is_not_asked(String scheme) {
    settings(scheme);
    set("url", scheme + "://127.0.0.1:" + server.getListenPort(scheme));

    assertThat(obstacle("Phone", ADA).map(Refused::reason))
        .contains(RefusalReason.TemporarilyUnavailable);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wrong", ""})
  void a_password_that_is_wrong_or_empty_lets_nobody_in(String secret) throws Exception {
    settings("ldaps");
    set(
        "bind-password-file",
        Files.writeString(directory.resolve("wrong-" + secret.length()), secret).toString());

    assertThat(obstacle("Phone", ADA).map(Refused::reason))
        .contains(RefusalReason.TemporarilyUnavailable);
  }

  @Test
  void an_anonymous_question_that_the_directory_refuses_is_no_yes() {
    settings("ldaps");
    written.remove(P + "bind-dn");
    written.remove(P + "bind-password-file");

    assertThat(obstacle("Phone", ADA).map(Refused::reason))
        .contains(RefusalReason.TemporarilyUnavailable);
  }

  @Test
  @Timeout(20)
  void a_directory_that_says_nothing_is_waited_for_no_longer_than_was_set() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      for (String scheme : List.of("ldaps", "ldap")) {
        settings(scheme);
        set("url", scheme + "://localhost:" + silent.getLocalPort());
        set("timeout", "PT0.3S");

        assertThat(obstacle("Phone", ADA).map(Refused::reason))
            .contains(RefusalReason.TemporarilyUnavailable);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "url | http://localhost",
        "url | ldap://localhost/dc=example",
        "url | ldaps://user@localhost",
        "filter | (cn={user})",
        "filter | everybody",
        "timeout | PT1H",
        "base-dn | ",
        "bind-password-file | ",
        "group.Phone | ",
        "templates | Übung"
      })
  void a_wrong_setting_is_a_fault(String key, String value) {
    settings("ldaps");
    set(key, value == null ? "" : value);
    SettingsReader reader = new SettingsReader(name -> Optional.ofNullable(written.get(name)));
    DirectorySettings.from(reader);

    assertThat(reader.faults())
        .anySatisfy(
            fault ->
                assertThat(fault)
                    .startsWith(P + (key.equals("bind-password-file") ? "bind-dn" : key)));
  }

  /** Ends searches as Active Directory ends those beneath a domain's root. */
  private static final class Referring extends InMemoryOperationInterceptor {
    @Override
    public void processSearchResult(InMemoryInterceptedSearchResult result) {
      if (!refers) {
        return;
      }
      String[] urls = {"ldaps://forest.example.test/dc=forest,dc=example,dc=test"};
      try {
        result.sendSearchReference(new SearchResultReference(urls, new Control[0]));
      } catch (LDAPException e) {
        throw new AssertionError(e);
      }
    }
  }
}
