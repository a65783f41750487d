package org.scepter.monitoring.log;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import org.scepter.platform.log.LogText;

/**
 * One answered request, in the fields and the order of IIS's W3C extended log. {@link #toString()}
 * is its line, redacted and escaped.
 *
 * @param end when the answer was complete
 * @param serverAddress the socket's local address
 * @param serverPort the socket's local port
 * @param method the request's method
 * @param path the path as it came
 * @param query the query as it came, null if there is none
 * @param user who was recognised, null for anyone
 * @param clientAddress where the client is, see {@code ClientAddresses}
 * @param userAgent as it came or null
 * @param referer as it came or null
 * @param status the answer's status
 * @param milliseconds from the first byte that the application saw to the answer's end
 */
record AccessLine(
    Instant end,
    String serverAddress,
    int serverPort,
    String method,
    String path,
    String query,
    String user,
    String clientAddress,
    String userAgent,
    String referer,
    int status,
    long milliseconds) {

  static final String HEADER =
      """
      #Software: Scepter
      #Version: 1.0
      #Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip \
      cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken
      """;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private static final int SHORT = 64;
  private static final int MEDIUM = 256;

  AccessLine {
    Objects.requireNonNull(end);
    Objects.requireNonNull(method);
    Objects.requireNonNull(path);
  }

  @Override
  public String toString() {
    return String.join(
        " ",
        TIME.format(end),
        LogText.field(serverAddress, SHORT),
        LogText.field(Redaction.header(method), SHORT),
        LogText.field(Redaction.path(path), Redaction.MAX_QUERY),
        LogText.field(Redaction.query(query), Redaction.MAX_QUERY + MEDIUM),
        Integer.toString(serverPort),
        LogText.field(user, MEDIUM),
        LogText.field(clientAddress, SHORT),
        LogText.field(Redaction.header(userAgent), MEDIUM),
        LogText.field(Redaction.referer(referer), MEDIUM),
        Integer.toString(status),
        "0 0",
        Long.toString(milliseconds));
  }
}
