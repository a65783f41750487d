package org.scepter.joining.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepter.issuing.signing.X509;
import org.scepter.issuing.succession.HomeLock;
import org.scepter.issuing.succession.KeyType;
import org.scepter.pki.Der;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.ra.RaSet;
import org.scepter.testing.InsideDouble;
import org.scepter.testing.Logged;

class KeyInboxTest {
  private static final Provider PROVIDER = new BouncyCastleProvider();
  private static final RaSet NEXT =
      new RaSet(2, 1, Optional.of(Instant.parse("2026-12-01T10:00:00Z")));

  @TempDir private Path directory;
  private final SealedKeys sealing = new SealedKeys(PROVIDER, new SecureRandom());
  private ScepterHome home;
  private KeyInbox inbox;

  @BeforeEach
  void makeHome() {
    home = InsideDouble.home(directory.resolve("home"));
    inbox = new KeyInbox(home, PROVIDER, new SecureRandom());
  }

  private Der sealed(ScepterHome from, RaSet set) {
    return sealed(set, from.key("ra/signing.p12"), from.key("ra/decryption.p12"));
  }

  private Der sealed(RaSet set, KeyEntry signing, KeyEntry decryption) {
    RaKeys keys = new RaKeys(set, signing, decryption);
    return sealing.seal(keys, home.key("ndes/policy-module.p12").certificate());
  }

  @Test
  void a_set_that_the_home_lacks_is_written_for_its_owner_alone() throws Exception {
    inbox.take(List.of(new SealedSet(NEXT, sealed(home, NEXT))));

    assertThat(RaSet.all(home)).containsExactly(RaSet.of(1), NEXT);
    assertThat(home.key(NEXT.signing()).privateKey())
        .isEqualTo(home.key("ra/signing.p12").privateKey());
    for (String file : List.of(NEXT.signing(), NEXT.decryption(), NEXT.description())) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(file))))
          .isEqualTo("rw-------");
    }
    assertThat(inbox.known()).containsExactlyInAnyOrder(1, 2);
  }

  @Test
  void a_set_that_is_there_is_left_alone() throws Exception {
    byte[] before = Files.readAllBytes(home.resolve("ra/signing.p12"));

    inbox.take(List.of(new SealedSet(RaSet.of(1), sealed(home, RaSet.of(1)))));

    assertThat(Files.readAllBytes(home.resolve("ra/signing.p12"))).isEqualTo(before);
  }

  @Test
  void keys_that_another_root_has_certified_are_not_taken() {
    ScepterHome stranger = InsideDouble.home(directory.resolve("stranger"));

    inbox.take(List.of(new SealedSet(NEXT, sealed(stranger, NEXT))));

    assertThat(inbox.known()).containsExactly(1);
    assertThat(home.resolve(NEXT.decryption())).doesNotExist();
  }

  /** A key as the RA's, but for who certified it. */
  private KeyEntry certifiedBy(KeyEntry issuer) throws Exception {
    KeyPair pair = KeyType.EC_P256.generate(new SecureRandom());
    X509Certificate like = home.key("ra/signing.p12").certificate();
    byte[] der =
        new JcaX509v3CertificateBuilder(
                issuer.certificate(),
                BigInteger.TEN,
                like.getNotBefore(),
                like.getNotAfter(),
                like.getSubjectX500Principal(),
                pair.getPublic())
            .addExtension(
                Extension.extendedKeyUsage,
                false,
                new ExtendedKeyUsage(
                    KeyPurposeId.getInstance(
                        new ASN1ObjectIdentifier(like.getExtendedKeyUsage().get(0)))))
            .build(
                new JcaContentSignerBuilder("SHA256withECDSA")
                    .setProvider(PROVIDER)
                    .build(issuer.privateKey()))
            .getEncoded();
    List<X509Certificate> chain = new ArrayList<>(List.of(X509.certificate(Der.of(der))));
    chain.addAll(issuer.chain());
    return new KeyEntry("signing-2", pair.getPrivate(), chain);
  }

  @Test
  void keys_that_no_ca_has_certified_are_not_taken() throws Exception {
    KeyEntry good = certifiedBy(home.key("ca/issuing.p12"));
    KeyEntry bad = certifiedBy(home.key("tls/internal.p12"));

    inbox.take(List.of(new SealedSet(NEXT, sealed(NEXT, good, bad))));
    inbox.take(List.of(new SealedSet(NEXT, sealed(NEXT, bad, good))));
    assertThat(inbox.known()).containsExactly(1);

    inbox.take(List.of(new SealedSet(NEXT, sealed(NEXT, good, good))));
    assertThat(inbox.known()).containsExactlyInAnyOrder(1, 2);
  }

  @Test
  void keys_that_are_certified_for_something_else_are_not_taken() {
    KeyEntry other = home.key("tls/internal.p12");

    inbox.take(List.of(new SealedSet(NEXT, sealed(NEXT, other, other))));

    assertThat(inbox.known()).containsExactly(1);
  }

  @Test
  void a_set_that_says_it_is_another_one_is_not_taken() {
    inbox.take(List.of(new SealedSet(NEXT, sealed(home, new RaSet(3, 1, NEXT.activeFrom())))));

    assertThat(inbox.known()).containsExactly(1);
  }

  @Test
  void a_set_waits_while_somebody_makes_keys_in_the_home() throws Exception {
    SealedSet sealed = new SealedSet(NEXT, sealed(home, NEXT));

    HomeLock.during(
        home,
        () -> {
          inbox.take(List.of(sealed));
          return assertThat(inbox.known()).containsExactly(1);
        });

    inbox.take(List.of(sealed));
    assertThat(inbox.known()).containsExactlyInAnyOrder(1, 2);
  }

  @Test
  void why_one_is_not_taken_is_said_once() {
    SealedSet broken = new SealedSet(NEXT, Der.of(new byte[] {0x30, 0}));
    try (Logged said = new Logged("scepter.NDES")) {
      inbox.take(List.of(broken));
      inbox.take(List.of(broken));

      assertThat(said.lines()).singleElement().asString().contains("key set 2 cannot be taken");
    }
  }
}
