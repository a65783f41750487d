package org.scepter.issuing.elsewhere.wstep;

import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.scepter.issuing.elsewhere.http.BoundedHttp;
import org.scepter.issuing.elsewhere.http.CallAnswer;
import org.scepter.issuing.elsewhere.http.CallFailedException;

/** Sends SOAP messages in the name of who asks. */
final class SoapCalls {
  static final String TYPE = "application/soap+xml";
  private static final int MAX_WORDS = 200;

  private final Asker asker;
  private final BoundedHttp http;
  private final Clock clock;

  SoapCalls(Asker asker, BoundedHttp http, Clock clock) {
    this.asker = asker;
    this.http = http;
    this.clock = clock;
  }

  /** An answer, and the message that it has to be to. */
  record Answered(String messageId, CallAnswer answer) {
    boolean isSoap() {
      return answer.isOf(TYPE);
    }
  }

  /**
   * @throws CallFailedException if there is no whole answer
   * @throws org.scepter.platform.UnusableHomeException if a file cannot be used
   */
  Answered send(URI to, String action, Function<Soap.Heading, byte[]> message)
      throws CallFailedException {
    Soap.Heading heading =
        new Soap.Heading(
            action, "urn:uuid:" + UUID.randomUUID(), to, asker.account(), clock.instant());
    Map<String, String> headers =
        Map.of("Content-Type", TYPE + "; charset=utf-8; action=\"" + action + "\"");
    return new Answered(heading.messageId(), http.post(to, headers, message.apply(heading)));
  }

  /** What somebody else says, as it may stand in a log. */
  static String words(String text) {
    String masked =
        text.replaceAll("[^ -~]", " ").replaceAll("[A-Za-z0-9+/=_-]{40,}", "***").strip();
    return masked.substring(0, Math.min(MAX_WORDS, masked.length()));
  }
}
