package org.scepter.testing.clients;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.scepter.testing.Policy;

/**
 * micromdm's {@code scepclient} (Debian's package scep), with single DES and SHA-1 or what it finds
 * in GetCACaps. Told to wait, it sends its request again after half a minute. A renewal is a
 * RenewalReq that certifies the same key again, with the challenge of the first request.
 */
final class MicroMdm implements Client {
  static final String PROGRAM = "scepclient";
  static final String ENDPOINT = "cisco";

  private final Bench bench;

  MicroMdm(Bench bench) {
    this.bench = bench;
  }

  @Override
  public X509Certificate enrol(Policy policy) {
    return ask(policy, List.of("-challenge", policy.requireChallenge()));
  }

  @Override
  public X509Certificate renew(Policy policy) {
    return ask(policy, List.of());
  }

  private X509Certificate ask(Policy policy, List<String> evidence) {
    String commonName = policy.subject().substring(policy.subject().lastIndexOf("CN=") + 3);
    List<String> command =
        new ArrayList<>(
            List.of(
                PROGRAM,
                "-server-url",
                bench.server().http() + "/scep/" + ENDPOINT,
                "-private-key",
                bench.file("scepclient.key").toString(),
                "-certificate",
                bench.file("scepclient.pem").toString(),
                "-cn",
                commonName,
                "-ou",
                "Phones",
                "-organization",
                "Example",
                "-country",
                "DE"));
    command.addAll(evidence);
    bench.run(command).expectSuccess();
    return bench.certificate("scepclient.pem");
  }
}
