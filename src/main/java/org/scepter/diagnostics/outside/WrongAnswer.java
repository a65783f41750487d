package org.scepter.diagnostics.outside;

import org.scepter.diagnostics.Finding;

/** What to change if something else answers than was expected. */
final class WrongAnswer {
  static final String LONGER_QUERIES =
      "let whatever stands in front pass heads of 128 kB and queries of 65,534 bytes: the examples"
          + " in deployments/proxy do";

  private static final int SERVER_ERROR = 500;

  private WrongAnswer() {}

  static String cure(int status) {
    return switch (status) {
      case 301, 302, 303, 307, 308 ->
          "let the address answer by itself: SCEP's clients follow no redirection";
      case 401, 407 ->
          "let the proxy ask for no login at /certsrv/mscep and /scep (passthrough, no"
              + " pre-authentication)";
      case 403 ->
          "let the proxy pass /certsrv/mscep and /scep to Scepter's public listener and refuse"
              + " nothing there";
      case 404 ->
          "let the public URL lead to a Scepter with the role ndes: something else answers there";
      case 502, 503, 504 ->
          "let the proxy reach Scepter: address and port of its back end, its trust in Scepter's"
              + " certificate, and whether Scepter runs";
      default ->
          status >= SERVER_ERROR
              ? "see the log of the server that answers"
              : "see what answers there: Scepter answers this question with 200";
    };
  }

  /** A page where a SCEP answer should be. */
  static Finding ofAnother(String subject, Fetched answer, String expected) {
    return Finding.fail(
        subject,
        answer.url().getAuthority()
            + " answers with "
            + (answer.type().isEmpty() ? "no media type" : answer.type())
            + " where "
            + expected
            + " is expected",
        "let the proxy pass requests on as they are (passthrough, no pre-authentication, no page"
            + " of its own)");
  }
}
