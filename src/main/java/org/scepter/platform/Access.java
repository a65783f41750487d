package org.scepter.platform;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Who may call a JAX-RS resource, and through which listeners. A resource class without it stops
 * the deployment; anyone else gets 401 (person, device, manager) or 403 (listener, address, node,
 * role).
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Access {
  Who who();

  Listener[] listeners();

  /** The roles of a node that serve it, any of them; 404 on a node without. All, if empty. */
  NodeRole[] roles() default {};

  /** Kinds of callers. */
  enum Who {
    /** Everyone who reaches the listener. */
    ANYONE,
    /** A device by its token. */
    DEVICE,
    /** A person of the server's realm or an API token; methods name roles with {@link Roles}. */
    PERSON,
    /** A system that manages devices, by the credentials of an endpoint. */
    MANAGER,
    /** A registered client certificate. */
    NODE
  }
}
