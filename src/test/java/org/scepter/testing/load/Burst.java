package org.scepter.testing.load;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.CaCertificates;
import org.scepter.testing.scep.ScepClient;

/** Attempts that are sent at once, until there are no more or the server is gone. */
public final class Burst {
  private static final int PATIENCE_SECONDS = 120;

  private final Queue<Attempt> waiting;
  private final Map<Attempt, X509Certificate> answered = new ConcurrentHashMap<>();
  private final Queue<Attempt> unanswered = new ConcurrentLinkedQueue<>();
  private final Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
  private final Semaphore answers = new Semaphore(0);
  private final ExecutorService threads;

  private Burst(Queue<Attempt> waiting, int atOnce) {
    this.waiting = waiting;
    this.threads = Executors.newFixedThreadPool(atOnce);
  }

  /**
   * @param waiting what is to be sent; what was not sent stays there
   */
  public static Burst begin(TestServer server, Queue<Attempt> waiting, int atOnce) {
    CaCertificates ca = server.scep().caCertificates();
    Burst burst = new Burst(waiting, atOnce);
    for (int i = 0; i < atOnce; i++) {
      ScepClient scep = server.scep();
      burst.threads.execute(() -> burst.send(scep, ca.signing()));
    }
    burst.threads.shutdown();
    return burst;
  }

  private void send(ScepClient scep, X509Certificate raSigning) {
    boolean isUp = true;
    for (Attempt next = waiting.poll(); next != null; next = isUp ? waiting.poll() : null) {
      try {
        HttpResponse<byte[]> answer = scep.postRaw(next.encoded());
        if (answer.statusCode() != 200) {
          throw new AssertionError("HTTP " + answer.statusCode());
        }
        answered.put(next, next.certificate(answer.body(), raSigning));
        answers.release();
      } catch (UncheckedIOException e) {
        isUp = false;
        boolean wasSent = !(e.getCause() instanceof ConnectException);
        (wasSent ? unanswered : waiting).add(next);
      } catch (RuntimeException | AssertionError e) {
        faults.add(e);
        isUp = false;
      }
    }
  }

  /** Waits until that many have got their certificate. */
  public void awaitAnswers(int count) throws InterruptedException {
    if (!answers.tryAcquire(count, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("only " + answered.size() + " answers; " + faults);
    }
  }

  /** Waits until everybody has noticed that the server is gone. */
  public void end() throws InterruptedException {
    if (!threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("somebody still waits for an answer");
    }
    if (!faults.isEmpty()) {
      throw new AssertionError("an answer that must not be", faults.peek());
    }
  }

  /** Who got a certificate. */
  public Map<Attempt, X509Certificate> answered() {
    return Map.copyOf(answered);
  }

  /** Who was cut off after the request had been sent. */
  public List<Attempt> unanswered() {
    return new ArrayList<>(unanswered);
  }
}
