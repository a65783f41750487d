package org.scepter.command.backup;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.SecureRandom;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSAuthEnvelopedDataParser;
import org.bouncycastle.cms.CMSAuthEnvelopedDataStreamGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.PasswordRecipient;
import org.bouncycastle.cms.PasswordRecipientInformation;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JcePasswordAuthEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JcePasswordRecipientInfoGenerator;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OutputAEADEncryptor;

/**
 * A file that a password opens: CMS AuthEnvelopedData (RFC 5083) under AES-256-GCM, its key under
 * one that PBKDF2 makes of the password (RFC 3211). OpenSSL opens it as well.
 */
final class SealedFile {
  // OWASP's count for PBKDF2-HMAC-SHA256, 2023; half a second.
  private static final int ITERATIONS = 600_000;
  private static final int MOST_ITERATIONS = 10_000_000;
  private static final int SALT = 16;
  private static final int BUFFER = 1 << 16;

  private final Provider provider = new BouncyCastleProvider();
  private final SecureRandom random = new SecureRandom();
  private final Path path;
  private final Passphrase passphrase;

  SealedFile(Path path, Passphrase passphrase) {
    this.path = path;
    this.passphrase = passphrase;
  }

  /** Begins a new file, its owner's alone; it is whole once the stream is closed. */
  OutputStream create() throws IOException {
    byte[] salt = new byte[SALT];
    random.nextBytes(salt);
    CMSAuthEnvelopedDataStreamGenerator generator = new CMSAuthEnvelopedDataStreamGenerator();
    generator.setBufferSize(BUFFER);
    generator.addRecipientInfoGenerator(
        new JcePasswordRecipientInfoGenerator(CMSAlgorithm.AES256_CBC, passphrase.characters())
            .setProvider(provider)
            .setSecureRandom(random)
            .setPasswordConversionScheme(PasswordRecipient.PKCS5_SCHEME2_UTF8)
            .setPRF(PasswordRecipient.PRF.HMacSHA256)
            .setSaltAndIterationCount(salt, ITERATIONS));
    OutputStream file = new BufferedOutputStream(OwnFile.create(path), BUFFER);
    try {
      OutputStream sealed =
          generator.open(
              file,
              (OutputAEADEncryptor)
                  new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_GCM)
                      .setProvider(provider)
                      .setSecureRandom(random)
                      .build());
      return new BothClosed(sealed, file);
    } catch (CMSException e) {
      file.close();
      throw new IOException("a backup cannot be sealed: " + e.getMessage(), e);
    }
  }

  /**
   * The content. Only who has read it to its end knows that it is what was written.
   *
   * @throws IOException here or later, if the password is another or the file was changed
   */
  InputStream open() throws IOException {
    InputStream file = new BufferedInputStream(Files.newInputStream(path), BUFFER);
    try {
      for (RecipientInformation each :
          new CMSAuthEnvelopedDataParser(file).getRecipientInfos().getRecipients()) {
        if (each instanceof PasswordRecipientInformation recipient) {
          requireBounded(recipient);
          InputStream content =
              each.getContentStream(
                      new JcePasswordAuthEnvelopedRecipient(passphrase.characters())
                          .setProvider(provider)
                          .setPasswordConversionScheme(PasswordRecipient.PKCS5_SCHEME2_UTF8))
                  .getContentStream();
          return new Content(content, file);
        }
      }
    } catch (CMSException e) {
      file.close();
      throw new IOException(path + " does not open with this password", e);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw new IOException(path + " is no backup", e);
    }
    file.close();
    throw new IOException(path + " is no backup");
  }

  private static void requireBounded(PasswordRecipientInformation recipient) throws IOException {
    int count =
        org.bouncycastle.asn1.pkcs.PBKDF2Params.getInstance(
                recipient.getKeyDerivationAlgorithm().getParameters())
            .getIterationCount()
            .intValueExact();
    if (count > MOST_ITERATIONS) {
      throw new IOException("its password is stretched too long");
    }
  }

  /** Closes the file that a sealing stream leaves open. */
  private static final class BothClosed extends OutputStream {
    private final OutputStream sealed;
    private final OutputStream file;

    BothClosed(OutputStream sealed, OutputStream file) {
      this.sealed = sealed;
      this.file = file;
    }

    @Override
    public void write(int b) throws IOException {
      sealed.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      sealed.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      try (file) {
        sealed.close();
      }
    }
  }

  /** What Bouncy Castle throws at a changed byte says nothing to an operator. */
  private final class Content extends FilterInputStream {
    private final InputStream file;

    Content(InputStream content, InputStream file) {
      super(content);
      this.file = file;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        return super.read(bytes, offset, length);
      } catch (IOException | RuntimeException e) {
        throw new IOException(path + " was changed or has been cut off", e);
      }
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
