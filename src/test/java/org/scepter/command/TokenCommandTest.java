package org.scepter.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.keys.KeyHolders;
import org.scepter.platform.keys.TokenKey;
import org.scepter.platform.keys.TokenPlace;
import org.scepter.testing.SoftHsm;

/** Homes with keys in a token; SoftHSM is one. */
class TokenCommandTest {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final KeyHolders HOLDERS = KeyHolders.by(new BouncyCastleProvider());

  // The module stays loaded until the JVM ends.
  @TempDir(cleanup = CleanupMode.NEVER)
  private static Path shared;

  private static SoftHsm module;

  @TempDir private Path directory;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @BeforeAll
  static void makeToken() {
    module = SoftHsm.make(shared);
  }

  private Path home() {
    return directory.resolve("home");
  }

  private int run(String... words) {
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    return new ScepterCommand(out, out, CLOCK).run(List.of(words));
  }

  private int init(String... settings) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "init",
                "--home",
                home().toString(),
                "--set",
                "init.trial=true",
                "--set",
                "init.root.key-type=ec-p256"));
    for (String each : settings) {
      words.addAll(List.of("--set", each));
    }
    return run(words.toArray(String[]::new));
  }

  private String[] withToken(String prefix, String... others) {
    List<String> all = new ArrayList<>(List.of(module.settings(prefix)));
    all.addAll(List.of(others));
    return all.toArray(String[]::new);
  }

  private static void requireInToken(ScepterHome home, String path) throws Exception {
    KeyEntry key = home.key(path);
    assertThat(key.privateKey()).as(path).isInstanceOf(TokenKey.class);
    assertThat(key.privateKey().getEncoded()).isNull();
    requireThatItSigns(key);
  }

  private static void requireThatItSigns(KeyEntry key) throws Exception {
    String algorithm =
        key.privateKey().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    byte[] content = {1, 2, 3};
    byte[] signed = HOLDERS.of(key.privateKey()).sign(algorithm, content);
    Signature check = Signature.getInstance(algorithm);
    check.initVerify(key.certificate().getPublicKey());
    check.update(content);
    assertThat(check.verify(signed)).as("signs under its certificate").isTrue();
  }

  private static void requireChain(ScepterHome home, String path) throws Exception {
    List<X509Certificate> chain = home.key(path).chain();
    for (int i = 0; i + 1 < chain.size(); i++) {
      chain.get(i).verify(chain.get(i + 1).getPublicKey());
    }
    assertThat(chain.get(chain.size() - 1)).isEqualTo(home.key("ca/root.p12").certificate());
  }

  @Test
  void a_new_home_has_the_keys_that_sign_in_the_token_and_the_others_in_files() throws Exception {
    assertThat(init(withToken("init.pkcs11"))).as(said.toString(StandardCharsets.UTF_8)).isZero();

    ScepterHome home = ScepterHome.open(home());
    for (String path : List.of("ca/issuing.p12", "ra/signing.p12", "crp/authorisation.p12")) {
      requireInToken(home, path);
      requireChain(home, path);
    }
    for (String path :
        List.of("ca/root.p12", "ra/decryption.p12", "tls/public.p12", "ndes/policy-module.p12")) {
      assertThat(home.key(path).privateKey().getEncoded()).as(path).isNotNull();
    }
    for (String secret : List.of(TokenPlace.FILE, TokenPlace.PIN_FILE)) {
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(home().resolve(secret))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void an_elliptic_ca_can_be_in_the_token_alone() throws Exception {
    assertThat(
            init(withToken("init.pkcs11", "init.pkcs11.keys=ca", "init.issuing.key-type=ec-p256")))
        .as(said.toString(StandardCharsets.UTF_8))
        .isZero();

    ScepterHome home = ScepterHome.open(home());
    requireInToken(home, "ca/issuing.p12");
    assertThat(home.key("ca/issuing.p12").privateKey().getAlgorithm()).isEqualTo("EC");
    assertThat(home.key("ra/signing.p12").privateKey().getEncoded()).isNotNull();
  }

  @Test
  void the_next_ca_and_the_next_keys_of_the_ra_are_made_where_the_ones_before_are()
      throws Exception {
    assertThat(init(withToken("init.pkcs11"))).isZero();
    String later = CLOCK.instant().plus(Duration.ofDays(30)).toString();

    assertThat(run("rollover", "--home", home().toString(), "--at", later))
        .as(said.toString(StandardCharsets.UTF_8))
        .isZero();
    assertThat(run("next-ra-keys", "--home", home().toString())).isZero();

    ScepterHome home = ScepterHome.open(home());
    for (String path : List.of("ca/issuing-2.p12", "ra/signing-2.p12", "ra/signing-3.p12")) {
      requireInToken(home, path);
      requireChain(home, path);
    }
    assertThat(home.key("ra/decryption-3.p12").privateKey().getEncoded()).isNotNull();
  }

  @Test
  void keys_that_are_in_files_are_moved_and_the_rest_stays() throws Exception {
    assertThat(init()).isZero();
    ScepterHome home = ScepterHome.open(home());
    X509Certificate before = home.key("ca/issuing.p12").certificate();
    byte[] decryption = Files.readAllBytes(home().resolve("ra/decryption.p12"));

    assertThat(moved(module.settings("pkcs11"))).as(said.toString(StandardCharsets.UTF_8)).isZero();

    for (String path : List.of("ca/issuing.p12", "ra/signing.p12", "crp/authorisation.p12")) {
      requireInToken(home, path);
      requireChain(home, path);
    }
    assertThat(home.key("ca/issuing.p12").certificate()).isEqualTo(before);
    assertThat(Files.readAllBytes(home().resolve("ra/decryption.p12"))).isEqualTo(decryption);
    assertThat(home.key("ca/root.p12").privateKey().getEncoded()).isNotNull();
    assertThat(moved()).as("it can be repeated").isZero();
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("nothing was left to be moved");
  }

  private int moved(String... settings) {
    List<String> words = new ArrayList<>(List.of("move-to-token", "--home", home().toString()));
    for (String each : settings) {
      words.addAll(List.of("--set", each));
    }
    return run(words.toArray(String[]::new));
  }

  @Test
  void a_token_that_is_away_takes_no_key_out_of_its_file() throws Exception {
    assertThat(init()).isZero();
    byte[] before = Files.readAllBytes(home().resolve("ca/issuing.p12"));
    module.takeAway();
    try {
      assertThat(moved(module.settings("pkcs11"))).isEqualTo(ScepterCommand.IMPOSSIBLE);
    } finally {
      module.bringBack();
    }

    assertThat(Files.readAllBytes(home().resolve("ca/issuing.p12"))).isEqualTo(before);
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("stays as it is");
  }

  @Test
  void settings_that_fit_no_token_are_all_named() {
    assertThat(
            init(
                "init.pkcs11.library=/no/such.so", "init.pkcs11.keys=ca,tls", "init.pkcs11.slot=x"))
        .isEqualTo(ScepterCommand.NOT_UNDERSTOOD);

    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("init.pkcs11.library: ")
        .contains("init.pkcs11.pin-file: ")
        .contains("init.pkcs11.slot: ")
        .contains("init.pkcs11.keys: \"tls\"");
    assertThat(moved()).isEqualTo(ScepterCommand.IMPOSSIBLE);
  }
}
