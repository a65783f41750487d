package org.scepter.joining;

import java.util.List;
import org.scepter.platform.Problem;

/** Why a node does not join. Who holds a token learns what has become of it. */
enum JoinRefusal {
  TOKEN_UNKNOWN(403, "TokenUnknown", "This join token was not given out here."),
  TOKEN_SPENT(403, "TokenSpent", "A node has joined with this token already."),
  TOKEN_EXPIRED(403, "TokenExpired", "This join token has expired or was withdrawn."),
  TOO_MANY_FAILURES(429, "TooManyFailures", "Too many failures from this address; try later."),
  REQUEST_UNFIT(422, "RequestUnfit", "The node's requests for certificates cannot be taken.");

  private final int status;
  private final String title;
  private final String detail;

  JoinRefusal(int status, String title, String detail) {
    this.status = status;
    this.title = title;
    this.detail = detail;
  }

  /** The closed word for it. */
  String title() {
    return title;
  }

  Problem problem() {
    return new Problem(status, title, detail, List.of());
  }
}
