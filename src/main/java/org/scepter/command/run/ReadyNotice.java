package org.scepter.command.run;

import java.security.cert.X509Certificate;
import java.util.List;
import org.scepter.issuing.signing.X509;
import org.scepter.platform.ScepterHome;

/** What a newcomer needs once the server answers. */
final class ReadyNotice {
  private ReadyNotice() {}

  static String of(RunOptions options) {
    Ports ports = options.ports();
    ScepterHome home = ScepterHome.open(options.home());
    X509Certificate root = last(home);
    return """

    Scepter is ready.
      NDES (devices)   http://localhost:%1$d/certsrv/mscep/mscep.dll
      Site API         https://localhost:%2$d/api/v1
      Check-in         https://localhost:%2$d/checkin/{device}
      Internal         https://localhost:%3$d (registered client certificates)
      Server console   http://localhost:%4$d/console
      Public URL       %5$s
      CA               %6$s
      CA SHA-256       %7$s
      Home             %8$s
      Logs             %8$s/logs (server: %9$s)
      Administrator    admin, password in %8$s/secrets/admin.password
    Ctrl-C stops it.
    """
        .formatted(
            ports.http(),
            ports.https(),
            ports.internal(),
            ports.management(),
            home.publicUrl(),
            root.getSubjectX500Principal(),
            fingerprint(root),
            options.home(),
            options.serverLogs().resolve("server.log"));
  }

  private static X509Certificate last(ScepterHome home) {
    List<X509Certificate> chain = home.key("ca/issuing.p12").chain();
    return chain.get(chain.size() - 1);
  }

  private static String fingerprint(X509Certificate certificate) {
    return X509.der(certificate).sha256().fingerprint();
  }
}
