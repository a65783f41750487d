package org.scepter.testing.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.scepter.testing.Chain;
import org.scepter.testing.Command;
import org.scepter.testing.Eventually;
import org.scepter.testing.Policy;
import org.scepter.testing.scep.CaCertificates;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.Signer;
import org.scepter.testing.scep.TestKeys;

/**
 * certmonger's {@code scep-submit} without its daemon: it sends ready-made messages by GET although
 * POST is offered, and verifies who signed the answer. OpenSSL opens what it prints.
 */
public final class ScepSubmit implements Client {
  static final String PROGRAM = "/usr/lib/certmonger/scep-submit";
  private static final int WAIT = 1;
  private static final int WAIT_WITH_DELAY = 5;

  private final Bench bench;
  private final CaCertificates ca;
  private Optional<Signer> current = Optional.empty();

  ScepSubmit(Bench bench) {
    this.bench = bench;
    this.ca = bench.server().scep().caCertificates();
  }

  /** What GetCACaps told it. */
  public String capabilities() {
    return bench.run(PROGRAM, "-u", bench.url(), "-c").expectSuccess().text();
  }

  /** What GetCACert gave it: the RA's certificate, the CA's and the others. */
  public String certificates() {
    return bench.run(PROGRAM, "-u", bench.url(), "-C").expectSuccess().text();
  }

  @Override
  public X509Certificate enrol(Policy policy) {
    KeyPair key = TestKeys.rsa();
    return ask(policy.message(bench.server(), key), key);
  }

  @Override
  public X509Certificate renew(Policy policy) {
    KeyPair key = TestKeys.rsa();
    return ask(
        PkiMessage.renewalReq(
            policy.csrWithoutChallenge(key), ca.encryption(), current.orElseThrow()),
        key);
  }

  /** What it tells certmonger of a request: 2 rejected, 3 unreachable and to be tried again. */
  public int exitOf(PkiMessage message) {
    return submit("-p", message).exit();
  }

  private X509Certificate ask(PkiMessage message, KeyPair key) {
    Command.Result first = submit("-p", message);
    Command.Result answer = waits(first) ? polled(message) : first;
    X509Certificate issued = opened(answer.expectSuccess(), message.signer());
    current = Optional.of(new Signer(key.getPrivate(), issued));
    return issued;
  }

  private static boolean waits(Command.Result result) {
    return result.exit() == WAIT || result.exit() == WAIT_WITH_DELAY;
  }

  private Command.Result polled(PkiMessage message) {
    PkiMessage poll = PkiMessage.certPoll(message, ca.intermediates().get(0));
    return Eventually.get(
        "an answer to scep-submit's polls",
        Duration.ofSeconds(60),
        () -> Optional.of(submit("-g", poll)).filter(result -> !waits(result)));
  }

  private Command.Result submit(String operation, PkiMessage message) {
    return bench.run(
        PROGRAM,
        "-u",
        bench.url(),
        operation,
        "-r",
        Chain.pem(bench.file("ra.pem"), List.of(ca.signing())).toString(),
        "-R",
        Chain.pem(bench.file("root.pem"), List.of(ca.root())).toString(),
        "-N",
        Chain.pem(bench.file("ca.pem"), ca.intermediates()).toString(),
        "-I",
        Chain.pem(bench.file("more.pem"), ca.all()).toString(),
        pem(bench.file("request.pem"), "PKCS7", message.encoded()));
  }

  private X509Certificate opened(Command.Result answer, Signer requester) {
    byte[] certificates =
        bench
            .run(
                "openssl",
                "cms",
                "-decrypt",
                "-inform",
                "PEM",
                "-in",
                answer.out().toString(),
                "-recip",
                Chain.pem(bench.file("signer.pem"), List.of(requester.certificate())).toString(),
                "-inkey",
                pem(bench.file("key.pem"), "PRIVATE KEY", requester.key().getEncoded()))
            .expectSuccess()
            .bytes();
    return CaCertificates.certificate(
        bench
            .run(
                "openssl",
                "pkcs7",
                "-inform",
                "DER",
                "-print_certs",
                "-in",
                bench.written("certificates.p7", certificates))
            .expectSuccess()
            .bytes());
  }

  private static String pem(Path file, String label, byte[] der) {
    try {
      return Files.writeString(
              file,
              "-----BEGIN "
                  + label
                  + "-----\n"
                  + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                  + "\n-----END "
                  + label
                  + "-----\n",
              StandardCharsets.US_ASCII)
          .toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
