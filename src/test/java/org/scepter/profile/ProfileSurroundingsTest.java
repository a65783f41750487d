package org.scepter.profile;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.io.StringReader;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.scepter.pki.KeyBounds;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.PublicKeyInfo.Algorithm;
import org.scepter.pki.TemplateName;
import org.scepter.pki.constraint.NameBounds;
import org.scepter.platform.AllowList;
import org.scepter.platform.Caller;
import org.scepter.platform.JsonFields;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.SettingsReader;

/** To which URLs a profile sends devices. */
class ProfileSurroundingsTest {
  private static final ScepProfileRules RULES =
      new ScepProfileRules(
          new TemplatesAtHand(
              new PublishedTemplate(
                  new TemplateName("ScepterDevice"),
                  1,
                  KeyUsageMask.GENERAL_PURPOSE,
                  List.of("1.3.6.1.5.5.7.3.2"),
                  Period.ofYears(2),
                  Optional.empty(),
                  0,
                  new KeyBounds(Set.of(Algorithm.RSA), 2048, 256),
                  NameBounds.NONE,
                  AllowList.EVERYBODY,
                  false,
                  false)),
          Caller.SYSTEM,
          Duration.ofHours(1));

  private static ScepProfile profile(String more) {
    String text =
        "{'name':'wifi','templateName':'ScepterDevice','trustedRootProfile':'root',"
            + "'subjectNameFormat':'CN={{DeviceName}}',"
            + "'keyUsage':['digitalSignature','keyEncipherment']"
            + more
            + "}";
    return RULES
        .validate(
            new JsonFields(
                Json.createReader(new StringReader(text.replace('\'', '"'))).readObject()),
            any -> true)
        .fold(
            problem -> {
              throw new AssertionError(problem.faults());
            },
            it -> it);
  }

  private static List<String> urls(ScepProfile profile, String... registered) {
    SettingsReader reader =
        new SettingsReader(
            key ->
                Optional.ofNullable(
                    Map.of("scepter.platform.public-url", "https://own.example").get(key)));
    PublicAddresses addresses =
        endpoint -> endpoint.equals(profile.endpoint()) ? List.of(registered) : List.of();
    return new ProfileSurroundings(PlatformSettings.from(reader), null, reader, addresses, null)
        .reachable(profile)
        .ndesUrls();
  }

  @Test
  void without_a_registered_server_it_is_this_one() {
    assertThat(urls(profile(""))).containsExactly("https://own.example/certsrv/mscep/mscep.dll");
    assertThat(urls(profile(",'endpoint':'branch'")))
        .containsExactly("https://own.example/scep/branch");
  }

  @Test
  void registered_servers_take_its_place_in_their_order() {
    assertThat(urls(profile(",'endpoint':'branch'"), "https://b.example", "http://a.example:8080"))
        .containsExactly("https://b.example/scep/branch", "http://a.example:8080/scep/branch");
  }

  @Test
  void what_a_profile_says_itself_stays() {
    assertThat(urls(profile(",'ndesUrls':['https://mine.example/x']"), "https://b.example"))
        .containsExactly("https://mine.example/x");
  }

  @Test
  void of_many_servers_it_names_as_many_as_a_profile_may() {
    String[] many =
        IntStream.range(0, 20).mapToObj(i -> "https://" + i + ".example").toArray(String[]::new);

    assertThat(urls(profile(""), many)).hasSize(8);
  }

  @Test
  void it_is_stored_without_them() {
    ScepProfile profile = profile("");

    assertThat(ScepProfileJson.write(profile)).doesNotContainKey("ndesUrls");
    assertThat(ScepProfileJson.read(ScepProfileJson.write(profile)).ndesUrls()).isEmpty();
  }
}
