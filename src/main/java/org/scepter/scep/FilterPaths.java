package org.scepter.scep;

import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What the filters that tell paths apart have in common. */
public final class FilterPaths {
  private FilterPaths() {}

  /**
   * The path as the container decoded it for its own mapping, so that the two cannot disagree.
   *
   * @return within the application, with a slash at its start
   */
  public static String decoded(HttpServletRequest request) {
    String rest = request.getPathInfo();
    return rest == null ? request.getServletPath() : request.getServletPath() + rest;
  }

  /** Ends a request with a line of text. */
  public static void refuse(ServletResponse response, int status, String line) throws IOException {
    Answer answer = Answer.plain(status, line);
    ((HttpServletResponse) response).setStatus(answer.status());
    ((HttpServletResponse) response).setHeader("Cache-Control", "no-store");
    response.setContentType(answer.mediaType());
    response.setContentLength(answer.length());
    response.getOutputStream().write(answer.body());
  }
}
