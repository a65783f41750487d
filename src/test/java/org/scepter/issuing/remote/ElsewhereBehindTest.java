package org.scepter.issuing.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.scepter.enrolment.CaGeneration;
import org.scepter.issuing.elsewhere.Requested;
import org.scepter.issuing.est.AuthorityDocument;
import org.scepter.pki.Der;
import org.scepter.pki.UnreadableException;
import org.scepter.testing.elsewhere.ForeignCa;

/** A node in front of a CA that has another one behind it. */
class ElsewhereBehindTest {
  private static final ForeignCa OTHER = new ForeignCa("Other");
  private static final ForeignCa OWN = new ForeignCa("Own");
  private static final AuthorityDocument KNOWN =
      new AuthorityDocument(
          List.of(new CaGeneration(1, chain(OTHER), Instant.EPOCH, Instant.MAX)),
          Optional.empty(),
          List.of(chain(OWN)));

  private final Requested phone = new Requested();

  private static List<Der> chain(ForeignCa ca) {
    return ca.chain().stream().map(ElsewhereBehindTest::der).toList();
  }

  private static Der der(X509Certificate certificate) {
    try {
      return Der.of(certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private CaGeneration delivered(Consumer<ForeignCa.Template> change) throws UnreadableException {
    OTHER.changing(
        template -> {
          template.keyUsage = 0x80;
          change.accept(template);
        });
    return new Delivery(Optional.of(KNOWN), new BouncyCastleProvider())
        .requireAuthorised(
            der(OTHER.issue(phone.request().der().bytes())), phone.authorised(), phone.request());
  }

  @Test
  void what_the_inside_tells_of_both_cas_is_read_as_it_was_written() {
    AuthorityDocument read = AuthorityDocument.read(KNOWN.json());
    assertThat(read).isEqualTo(KNOWN);
    assertThat(read.certifyingNodes())
        .singleElement()
        .satisfies(own -> assertThat(own.chain()).isEqualTo(chain(OWN)));

    AuthorityDocument plain = new AuthorityDocument(KNOWN.generations(), Optional.empty());
    assertThat(AuthorityDocument.read(plain.json())).isEqualTo(plain);
    assertThat(plain.certifyingNodes()).isEqualTo(plain.generations());
  }

  @Test
  void the_other_cas_certificate_is_delivered_if_it_is_what_was_authorised()
      throws UnreadableException {
    assertThat(delivered(t -> t.add("1.3.6.1.4.1.311.21.7", false, new DERUTF8String("x"))).chain())
        .isEqualTo(chain(OTHER));
    assertThatThrownBy(() -> delivered(template -> template.isCa = true))
        .isInstanceOf(UnreadableException.class);
    assertThatThrownBy(() -> delivered(template -> template.signedBy = OWN.key()))
        .isInstanceOf(UnreadableException.class);
  }
}
