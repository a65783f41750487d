package org.scepter.monitoring.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Whether the database answers. */
@ApplicationScoped
public class DatabaseProbe {
  private static final Logger LOG = System.getLogger(DatabaseProbe.class.getName());

  @PersistenceContext private EntityManager entities;

  public boolean answers() {
    try {
      entities.createNativeQuery("SELECT 1").getSingleResult();
      return true;
    } catch (PersistenceException e) {
      LOG.log(Level.WARNING, "the database does not answer: " + e);
      return false;
    }
  }
}
