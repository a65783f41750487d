package org.scepter.testing;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EnvelopedData;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.scepter.testing.scep.Csr;
import org.scepter.testing.scep.PkiMessage;

/** Who holds every key of a node in front, and uses them for calls of its own. */
public record CapturedNode(TestServer server, RegistrationPoint point, EstClient est) {
  public static CapturedNode of(TestServer server) {
    return new CapturedNode(server, RegistrationPoint.of(server), EstClient.of(server));
  }

  /** Asks about a request as if it had come with that message. */
  public JsonAnswer verify(String template, Csr csr, PkiMessage message) {
    return point.verify(template, csr, message);
  }

  /** The same with the key to the message's content, as a node asks about renewals. */
  public JsonAnswer forward(String template, Csr csr, PkiMessage message) {
    byte[] encoded = message.encoded();
    return point.verify(
        RegistrationPoint.question(template, csr.der(), message, encoded)
            .add("contentKey", Base64.getEncoder().encodeToString(contentKey(encoded)))
            .build());
  }

  /** What a live challenge of this applicant is authorised for. */
  public Optional<String> authorisation(Applicant applicant) {
    return authorisation(applicant, applicant.message());
  }

  public Optional<String> authorisation(Applicant applicant, PkiMessage message) {
    return Optional.of(answer(applicant, message).getString("authorisation"));
  }

  /** The id of the enrolment that such a question opens. */
  public byte[] enrolment(Applicant applicant, PkiMessage message) {
    return RegistrationPoint.idIn(answer(applicant, message));
  }

  private JsonObject answer(Applicant applicant, PkiMessage message) {
    return point.verify(applicant.policy(), applicant.csr(), message).expect(201).json();
  }

  private byte[] contentKey(byte[] message) {
    try {
      KeyStore store =
          KeyStore.getInstance(
              server.home().resolve("ra/decryption.p12").toFile(), server.keyStorePassword());
      PrivateKey key =
          (PrivateKey) store.getKey(store.aliases().nextElement(), server.keyStorePassword());
      byte[] envelope = (byte[]) new CMSSignedData(message).getSignedContent().getContent();
      RecipientInfo recipient =
          RecipientInfo.getInstance(
              EnvelopedData.getInstance(ContentInfo.getInstance(envelope).getContent())
                  .getRecipientInfos()
                  .getObjectAt(0));
      Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
      cipher.init(Cipher.DECRYPT_MODE, key);
      return cipher.doFinal(
          KeyTransRecipientInfo.getInstance(recipient.getInfo()).getEncryptedKey().getOctets());
    } catch (GeneralSecurityException | IOException | CMSException e) {
      throw new IllegalStateException(e);
    }
  }
}
