package org.scepter.scep;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A device's request as the resource is to see it. The Content-Type is always that of a pkiMessage:
 * devices omit or mistype it, and the two JAX-RS implementations treat a form or a malformed one
 * each in its own way. The query is kept from JAX-RS and its own decoder, for the same reason; the
 * resource reads it as it came from {@link #QUERY}.
 */
final class CanonicalRequest extends HttpServletRequestWrapper {
  /** The request attribute that holds the raw query string; absent without a query. */
  static final String QUERY = "org.scepter.scep.query";

  private static final String CONTENT_TYPE = "Content-Type";

  CanonicalRequest(HttpServletRequest request) {
    super(request);
    request.setAttribute(QUERY, request.getQueryString());
  }

  @Override
  public String getQueryString() {
    return null;
  }

  @Override
  public String getContentType() {
    return Answer.PKI_MESSAGE;
  }

  @Override
  public String getHeader(String name) {
    return CONTENT_TYPE.equalsIgnoreCase(name) ? Answer.PKI_MESSAGE : super.getHeader(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return CONTENT_TYPE.equalsIgnoreCase(name)
        ? Collections.enumeration(Set.of(Answer.PKI_MESSAGE))
        : super.getHeaders(name);
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    Set<String> names = new LinkedHashSet<>(Collections.list(super.getHeaderNames()));
    names.removeIf(CONTENT_TYPE::equalsIgnoreCase);
    names.add(CONTENT_TYPE);
    return Collections.enumeration(names);
  }
}
