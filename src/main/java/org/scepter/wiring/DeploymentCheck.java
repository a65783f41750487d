package org.scepter.wiring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.scepter.platform.Access;
import org.scepter.platform.AccessFilter;
import org.scepter.platform.Roles;
import org.scepter.platform.StartStep;

/**
 * Stops a deployment in which a resource does not say who may call it, or stands in no or two
 * applications: nothing is open because somebody forgot a line.
 */
@ApplicationScoped
public class DeploymentCheck implements StartStep {
  private final BeanManager beans;

  DeploymentCheck() {
    this.beans = null;
  }

  @Inject
  public DeploymentCheck(BeanManager beans) {
    this.beans = beans;
  }

  @Override
  public int order() {
    return 0;
  }

  @Override
  public void start() {
    List<Set<Class<?>>> applications = new ArrayList<>();
    for (Application application : Applications.all()) {
      applications.add(application.getClasses());
    }
    List<String> faults = faults(resources(applications), applications);
    if (!faults.isEmpty()) {
      throw new IllegalStateException(String.join("\n  ", faults));
    }
  }

  private Set<Class<?>> resources(List<Set<Class<?>>> applications) {
    Set<Class<?>> resources = new LinkedHashSet<>();
    applications.forEach(resources::addAll);
    for (Bean<?> bean : beans.getBeans(Object.class, Any.Literal.INSTANCE)) {
      resources.add(bean.getBeanClass());
    }
    resources.removeIf(type -> !type.isAnnotationPresent(Path.class));
    return resources;
  }

  /** What is wrong with {@code resources}, given the classes of each application. */
  static List<String> faults(Set<Class<?>> resources, List<Set<Class<?>>> applications) {
    List<String> faults = new ArrayList<>();
    for (Set<Class<?>> application : applications) {
      if (!application.contains(AccessFilter.class)) {
        faults.add("an application without the access filter: " + application);
      }
    }
    for (Class<?> resource : resources) {
      Access access = resource.getAnnotation(Access.class);
      if (access == null) {
        faults.add(resource.getName() + " does not say who may call it");
      } else if (access.who() == Access.Who.PERSON) {
        faults.addAll(methodsWithoutRoles(resource));
      }
      long homes = applications.stream().filter(classes -> classes.contains(resource)).count();
      if (homes != 1) {
        faults.add(resource.getName() + " is in " + homes + " applications instead of one");
      }
    }
    return faults;
  }

  private static List<String> methodsWithoutRoles(Class<?> resource) {
    return Arrays.stream(resource.getMethods())
        .filter(DeploymentCheck::isCallable)
        .filter(method -> !method.isAnnotationPresent(Roles.class))
        .map(method -> resource.getName() + "." + method.getName() + " names no roles")
        .toList();
  }

  private static boolean isCallable(Method method) {
    for (Annotation annotation : method.getAnnotations()) {
      if (annotation.annotationType().isAnnotationPresent(HttpMethod.class)) {
        return true;
      }
    }
    return false;
  }
}
