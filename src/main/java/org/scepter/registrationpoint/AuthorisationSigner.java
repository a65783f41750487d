package org.scepter.registrationpoint;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.Provider;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.scepter.enrolment.Authorisation;
import org.scepter.enrolment.SignedAuthorisation;
import org.scepter.enrolment.SignerHandover;
import org.scepter.enrolment.SignerHandover.Signer;
import org.scepter.pki.Der;
import org.scepter.pki.KeyHolder;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.UnusableHomeException;
import org.scepter.platform.keys.KeyHolders;
import org.scepter.platform.peer.PinnedCertificates;

/**
 * Signs authorisations for other servers with the registration point's key; a key that was renewed
 * in the home counts from the next one on.
 */
@ApplicationScoped
public class AuthorisationSigner {
  private static final String FILE = "crp/authorisation.p12";
  private static final String PREVIOUS = "crp/authorisation-previous.p12";

  private final ScepterHome home;
  private final Path file;
  private final PinnedCertificates box;
  private final Provider provider;
  private final KeyHolders holders;
  private volatile Held held;
  private volatile Told told;

  private record Held(FileTime written, KeyEntry key, KeyHolder holder) {}

  private record Told(List<X509Certificate> box, KeyEntry key, String handover) {}

  AuthorisationSigner() {
    this.home = null;
    this.file = null;
    this.box = null;
    this.provider = null;
    this.holders = null;
  }

  @Inject
  public AuthorisationSigner(ScepterHome home, Provider provider, KeyHolders holders, Clock clock) {
    this.home = home;
    this.file = home.resolve(FILE);
    this.box = new PinnedCertificates(home.resolve("certmgr.box"), clock);
    this.provider = provider;
    this.holders = holders;
    this.held = read(FileTime.fromMillis(0));
  }

  public SignedAuthorisation sign(Authorisation given) {
    Held held = held();
    return SignedAuthorisation.sign(given, held.key().certificate(), held.holder(), provider);
  }

  private Held read(FileTime written) {
    KeyEntry key = home.key(FILE);
    return new Held(written, key, holders.of(key.privateKey()));
  }

  private Held held() {
    Held now = held;
    try {
      FileTime written = Files.getLastModifiedTime(file);
      if (!written.equals(now.written())) {
        now = read(written);
        held = now;
      }
    } catch (IOException e) {
      throw new UnusableHomeException(file + " cannot be read: " + e.getMessage());
    }
    return now;
  }

  /** What {@code certmgr.box} has, for nodes that pin one of the keys that sign this. */
  public String handover() {
    Held now = held();
    KeyEntry key = now.key();
    List<X509Certificate> all = box.all();
    Told last = told;
    if (last == null || !last.box().equals(all) || !last.key().equals(key)) {
      last = new Told(all, key, signed(all, now));
      told = last;
    }
    return last.handover();
  }

  private String signed(List<X509Certificate> all, Held now) {
    List<Signer> signers = new ArrayList<>();
    signers.add(new Signer(now.key().certificate(), now.holder()));
    if (Files.exists(home.resolve(PREVIOUS))) {
      KeyEntry previous = home.key(PREVIOUS);
      signers.add(new Signer(previous.certificate(), holders.of(previous.privateKey())));
    }
    return SignerHandover.sign(
        all.stream().map(AuthorisationSigner::der).toList(), signers, provider);
  }

  private static Der der(X509Certificate certificate) {
    try {
      return Der.of(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read has an encoding", e);
    }
  }
}
