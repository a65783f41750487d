package org.scepter.monitoring.log;

import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.util.EnumSet;

/**
 * Puts the access log before every other filter. Neither annotations nor several fragments order
 * filters portably; a registration "before the declared ones" does.
 */
@WebListener
public class AccessLogRegistration implements ServletContextListener {
  @Inject private AccessLogFilter filter;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    FilterRegistration.Dynamic registration =
        event.getServletContext().addFilter("access-log", filter);
    registration.setAsyncSupported(true);
    // REQUEST alone: an error page's dispatch is part of the request that failed.
    registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
  }
}
