package org.scepter.platform;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Recognises one kind of caller from a request; the component that knows them implements it. */
public interface Recogniser {
  Access.Who who();

  /** Empty if the request proves nobody of this kind. */
  Optional<Caller> recognise(HttpServletRequest request);
}
