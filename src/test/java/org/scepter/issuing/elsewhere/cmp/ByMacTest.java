package org.scepter.issuing.elsewhere.cmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import org.bouncycastle.asn1.cmp.CMPObjectIdentifiers;
import org.bouncycastle.asn1.cmp.GenMsgContent;
import org.bouncycastle.asn1.cmp.InfoTypeAndValue;
import org.bouncycastle.asn1.cmp.PKIBody;
import org.bouncycastle.cert.cmp.GeneralPKIMessage;
import org.bouncycastle.cert.cmp.ProtectedPKIMessage;
import org.bouncycastle.cert.cmp.ProtectedPKIMessageBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.pkcs.jcajce.JcePBMac1CalculatorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scepter.issuing.elsewhere.cmp.CmpSettings.Protection;

class ByMacTest {
  private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

  private static ByMac with(Protection protection, String secret) {
    CmpSettings settings =
        new CmpSettings(protection, Optional.empty(), "scepter", Optional.empty());
    return new ByMac(settings, () -> secret, PROVIDER, new SecureRandom());
  }

  private static ProtectedPKIMessageBuilder message(Protecting by) {
    return new ProtectedPKIMessageBuilder(by.sender(), by.sender())
        .setBody(
            new PKIBody(
                PKIBody.TYPE_GEN_MSG,
                new GenMsgContent(new InfoTypeAndValue(CMPObjectIdentifiers.it_currentCRL))));
  }

  private static ProtectedPKIMessage sent(ProtectedPKIMessage message) throws Exception {
    return new ProtectedPKIMessage(
        new GeneralPKIMessage(message.toASN1Structure().getEncoded("DER")));
  }

  @ParameterizedTest
  @EnumSource(names = {"PBM", "PBMAC1"})
  void who_knows_the_secret_is_believed_and_nobody_else(Protection protection) throws Exception {
    ByMac own = with(protection, "correct horse");
    ProtectedPKIMessage message = sent(own.protect(message(own)));

    assertThat(own.isOfTheCa(message)).isTrue();
    assertThat(with(Protection.PBM, "correct horse").isOfTheCa(message)).isTrue();
    assertThat(with(protection, "wrong horse").isOfTheCa(message)).isFalse();
    assertThat(new String(message.getHeader().getSenderKID().getOctets(), StandardCharsets.UTF_8))
        .isEqualTo("scepter");
  }

  @Test
  void an_answer_that_wants_too_much_work_is_not_looked_at() throws Exception {
    ByMac own = with(Protection.PBMAC1, "correct horse");
    ProtectedPKIMessage costly =
        sent(
            message(own)
                .build(
                    new JcePBMac1CalculatorBuilder("HmacSHA256", 256)
                        .setProvider(PROVIDER)
                        .setPrf(JcePBMac1CalculatorBuilder.PRF_SHA256)
                        .setIterationCount(1_000_001)
                        .build("correct horse".toCharArray())));
    assertThat(own.isOfTheCa(costly)).isFalse();
  }
}
