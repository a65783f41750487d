package org.scepter.monitoring.jmx;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.scepter.monitoring.HappeningCounts;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.StartStep;
import org.scepter.registrationpoint.health.ChallengeCounts;
import org.scepter.registrationpoint.health.CrpHealth;

/** Shows the node's state to JMX, under {@code org.scepter}, from its start to its end. */
@ApplicationScoped
public class MXBeans implements StartStep {
  private static final Logger LOG = System.getLogger(MXBeans.class.getName());

  private final PlatformSettings platform;
  private final CrpHealth crp;
  private final ChallengeCounts challenges;
  private final HappeningCounts counts;
  private final SettingsInForce settings;
  private final List<ObjectName> registered = new ArrayList<>();

  MXBeans() {
    this(null, null, null, null, null);
  }

  @Inject
  public MXBeans(
      PlatformSettings platform,
      CrpHealth crp,
      ChallengeCounts challenges,
      HappeningCounts counts,
      SettingsInForce settings) {
    this.challenges = challenges;
    this.platform = platform;
    this.crp = crp;
    this.counts = counts;
    this.settings = settings;
  }

  @Override
  public int order() {
    return READY;
  }

  @Override
  public void start() {
    settings.started();
    register("Settings", SettingsMXBean.class, settings);
    register("Enrolments", EnrolmentsMXBean.class, new Enrolments(counts));
    if (platform.has(NodeRole.CRP)) {
      register("RegistrationPoint", RegistrationPointMXBean.class, new RegistrationPoint(crp));
      register("Challenges", ChallengesMXBean.class, new Challenges(challenges));
    }
  }

  private <T> void register(String type, Class<T> view, T bean) {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      ObjectName name = new ObjectName("org.scepter:type=" + type);
      if (server.isRegistered(name)) {
        // Left by a deployment that ended badly.
        server.unregisterMBean(name);
      }
      server.registerMBean(new StandardMBean(InApplication.wrap(view, bean), view, true), name);
      registered.add(name);
    } catch (JMException e) {
      LOG.log(Level.WARNING, "JMX shows no " + type, e);
    }
  }

  @PreDestroy
  void unregister() {
    for (ObjectName name : registered) {
      try {
        ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
      } catch (JMException e) {
        LOG.log(Level.DEBUG, name + " was gone", e);
      }
    }
  }
}
