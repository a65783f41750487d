package org.scepter.testing.clients;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.scepter.testing.Policy;
import org.scepter.testing.scep.CaCertificates;

/**
 * strongSwan's {@code pki}: RSA alone, POST where it is offered, a RenewalReq for a renewal. It
 * writes neither a key usage nor an extended one into its requests.
 */
final class StrongSwan implements Client {
  private final Bench bench;
  private int generation;

  StrongSwan(Bench bench) {
    this.bench = bench;
  }

  @Override
  public X509Certificate enrol(Policy policy) {
    bench
        .run("pki", "--scepca", "--url", bench.url(), "--caout", "ca.der", "--raout", "ra.der")
        .expectSuccess();
    return ask(policy, List.of("--password", policy.requireChallenge()));
  }

  @Override
  public X509Certificate renew(Policy policy) {
    return ask(policy, List.of("--cert", certificate(), "--key", key()));
  }

  private X509Certificate ask(Policy policy, List<String> evidence) {
    generation++;
    bench.written(
        key(),
        bench.run("pki", "--gen", "--type", "rsa", "--size", "2048").expectSuccess().bytes());
    List<String> command =
        new ArrayList<>(
            List.of(
                "pki",
                "--scep",
                "--url",
                bench.url(),
                "--in",
                key(),
                "--dn",
                policy.subject().replace(",", ", "),
                // as --scepca numbers them: root, issuing CA; the RA's for encryption and signing
                "--cacert",
                "ca.der",
                "--cacert",
                "ca-1.der",
                "--cacert-enc",
                "ra.der",
                "--cacert-sig",
                "ra-2.der",
                "--interval",
                "1",
                "--maxpolltime",
                "60"));
    policy
        .alternativeNames()
        .forEach(name -> command.addAll(List.of("--san", name.substring(name.indexOf(':') + 1))));
    command.addAll(evidence);
    byte[] issued = bench.run(command).expectSuccess().bytes();
    bench.written(certificate(), issued);
    return CaCertificates.certificate(issued);
  }

  private String key() {
    return "key-" + generation + ".der";
  }

  private String certificate() {
    return "certificate-" + generation + ".der";
  }
}
