package org.scepter.registrationpoint.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Provider;
import java.security.cert.CertificateEncodingException;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepter.enrolment.SignerHandover;
import org.scepter.enrolment.SignerHandover.Signer;
import org.scepter.pki.Der;
import org.scepter.pki.KeyHolder;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ScepterHome;
import org.scepter.testing.Homes;

class PinnedSignersTest {
  private static final Provider PROVIDER = new BouncyCastleProvider();
  private static final Clock CLOCK = Clock.systemUTC();

  @TempDir private static Path homes;
  private static Signer pinned;
  private static Signer next;

  @TempDir private Path box;
  private PinnedSigners signers;

  @BeforeAll
  static void makeKeys() {
    ScepterHome home =
        Homes.make(
            homes.resolve("home"),
            CLOCK,
            "init.trial=true",
            "init.tls.key-type=ec-p256",
            "init.policy-module.key-type=ec-p256");
    // Any two keys will do.
    pinned = signer(home.key("tls/public.p12"));
    next = signer(home.key("tls/internal.p12"));
  }

  @BeforeEach
  void pin() throws IOException {
    Files.write(box.resolve("inside.cer"), der(pinned).bytes());
    signers = new PinnedSigners(box, PROVIDER, CLOCK);
  }

  private static Signer signer(KeyEntry key) {
    return new Signer(key.certificate(), KeyHolder.of(key.privateKey(), PROVIDER));
  }

  private static Der der(Signer signer) {
    try {
      return Der.of(signer.certificate().getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String handover(Signer by) {
    return SignerHandover.sign(List.of(der(pinned), der(next)), List.of(by), PROVIDER);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(box)) {
      return files.sorted().toList();
    }
  }

  @Test
  void the_next_certificate_is_pinned_beside_the_old_one() throws IOException {
    signers.learn(handover(pinned));

    assertThat(new PinnedSigners(box, PROVIDER, CLOCK).all())
        .containsExactlyInAnyOrder(pinned.certificate(), next.certificate());
    assertThat(files()).hasSize(2);
    assertThat(Files.getPosixFilePermissions(files().get(0)))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void told_again_it_changes_nothing() throws IOException {
    signers.learn(handover(pinned));
    List<Path> before = files();

    signers.learn(handover(pinned));

    assertThat(files()).isEqualTo(before);
  }

  @Test
  void what_could_not_be_kept_is_kept_when_it_is_told_again() throws IOException {
    Path place = box.resolve("crp-" + der(next).sha256().hex().substring(0, 16) + ".cer");
    Path obstacle = Files.createDirectories(place.resolve("obstacle"));
    String handover = handover(pinned);

    signers.learn(handover);
    assertThat(files()).containsExactly(place, box.resolve("inside.cer"));

    Files.delete(obstacle);
    Files.delete(place);
    signers.learn(handover);
    assertThat(place).isRegularFile();
  }

  @Test
  void what_no_pinned_key_signed_is_not_believed() throws IOException {
    signers.learn(handover(next));
    signers.learn("nonsense");

    assertThat(files()).containsExactly(box.resolve("inside.cer"));
  }
}
