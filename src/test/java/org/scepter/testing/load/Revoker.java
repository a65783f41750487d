package org.scepter.testing.load;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.UncheckedIOException;
import java.security.cert.X509Certificate;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.scepter.testing.SiteClient;
import org.scepter.testing.TestServer;

/** Revokes certificates one after the other, and knows of which it was told that they are. */
public final class Revoker {
  private static final JsonObject REASON =
      Json.createObjectBuilder().add("reason", "superseded").build();

  private final SiteClient site;
  private final Set<X509Certificate> revoked = ConcurrentHashMap.newKeySet();
  private final Set<X509Certificate> unclear = ConcurrentHashMap.newKeySet();
  private final Queue<Throwable> faults = new ConcurrentLinkedQueue<>();

  public Revoker(TestServer server) {
    this.site = server.site();
  }

  /** Begins with the given ones and ends with them, or when the server is gone. */
  public Thread begin(Iterable<X509Certificate> certificates) {
    Thread thread = new Thread(() -> revokeAll(certificates), "revoker");
    thread.start();
    return thread;
  }

  private void revokeAll(Iterable<X509Certificate> certificates) {
    for (X509Certificate each : certificates) {
      try {
        String serial = each.getSerialNumber().toString(16);
        site.post("certificates/" + serial + "/revoke", REASON).expect(204);
        revoked.add(each);
      } catch (UncheckedIOException e) {
        unclear.add(each);
        return;
      } catch (RuntimeException | AssertionError e) {
        faults.add(e);
        return;
      }
    }
  }

  /** Whether it was told that the certificate is revoked. */
  public boolean hasRevoked(X509Certificate certificate) {
    return revoked.contains(certificate);
  }

  /** Whether it asked and got no answer. */
  public boolean isUnclear(X509Certificate certificate) {
    return unclear.contains(certificate);
  }

  /** Settles what was unclear. */
  public void settle(X509Certificate certificate, boolean isRevoked) {
    if (unclear.remove(certificate) && isRevoked) {
      revoked.add(certificate);
    }
  }

  /** How many it was told are revoked. */
  public int count() {
    return revoked.size();
  }

  public void requireNoFault() {
    if (!faults.isEmpty()) {
      throw new AssertionError("a revocation was refused", faults.peek());
    }
  }
}
